package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.IntFunction;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.SeveralMatchesException;

/** The results of a collections call: one for each record, in the order of the request. */
final class CollectionResults {
    private final Records records;

    CollectionResults(Records records) {
        this.records = records;
    }

    /** Writes one after the other. With {@code allOrNone} one refusal undoes all. */
    Reply each(int count, boolean allOrNone, IntFunction<ObjectNode> write) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        boolean failed = false;
        int start = records.begin();
        try {
            for (int i = 0; i < count; i++) {
                ObjectNode result = result(write, i);
                failed |= !result.path("success").booleanValue();
                results.add(result);
            }
            if (allOrNone && failed) {
                records.rollBackTo(start);
                rolledBack(results);
            }
        } finally {
            records.end();
        }
        return Reply.ok(results);
    }

    private static ObjectNode result(IntFunction<ObjectNode> write, int index) {
        try {
            return write.apply(index);
        } catch (OrgException e) {
            return refused(e.errors());
        } catch (SeveralMatchesException e) {
            List<String> ids = e.rows().stream().map(Row::id).toList();
            return refused(List.of(OrgError.ofWrite(
                    "DUPLICATE_EXTERNAL_ID", "More than one record found for external id field: " + ids)));
        }
    }

    private static ObjectNode refused(List<OrgError> errors) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("success", false);
        ArrayNode list = result.putArray("errors");
        errors.forEach(error -> list.add(error.asItem()));
        return result;
    }

    private static void rolledBack(ArrayNode results) {
        OrgError error = OrgError.ofWrite(
                "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                "Record rolled back because not all records were valid and the request was using AllOrNone header");
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).path("success").booleanValue()) {
                results.set(i, refused(List.of(error)));
            }
        }
    }
}
