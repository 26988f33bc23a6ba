package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.action.RefusedException.Code;
import sluice.event.Fault;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.bulk.IngestRow;

/**
 * What an evaluated mapping must be to become a row of an ingest job. Each row is looked at by itself, and gets by itself
 * whatever is wrong with it. As in Segment's batches an empty text is a value. Immutable and thread-safe.
 *
 * @param rules what holds for every record of the mapping
 */
record RowRules(PayloadRules rules) {
    static final String EXTERNAL_ID = "bulkUpsertExternalId";
    static final String EXTERNAL_ID_NAME = "externalIdName";
    static final String EXTERNAL_ID_VALUE = "externalIdValue";
    static final String RECORD_ID = "bulkUpdateRecordId";

    /**
     * The row that the evaluated mapping asks for. It is found by the field of the job's key column, where there is one.
     *
     * @throws RefusedException also where it is too much for a row of a job
     */
    RecordWrite row(JsonNode evaluated) throws RefusedException {
        RecordWrite write = write(evaluated);
        List<Fault> faults = IngestRow.of(write).faults();
        if (!faults.isEmpty()) {
            throw new RefusedException(
                    Code.INVALID_ROW,
                    faults.stream().map(fault -> fault.under(rules.at())).toList());
        }
        return write;
    }

    /** The same for a write by itself: an empty text, which in a CSV leaves its field alone, would empty it there. */
    RecordWrite record(JsonNode evaluated) throws RefusedException {
        RecordWrite row = row(evaluated);
        row.fields()
                .properties()
                .removeIf(field -> field.getValue().isTextual()
                        && field.getValue().textValue().isEmpty());
        return row;
    }

    private RecordWrite write(JsonNode evaluated) throws RefusedException {
        ObjectNode payload = rules.coerce(evaluated, ActionField::isGivenInBatch);
        Operation operation = rules.operation(payload);
        RecordMatchers matchers = matchers(operation, payload);
        rules.requireValues(operation, payload);
        return new RecordWrite(rules.sObject(payload), operation, matchers, fields(operation, payload, matchers));
    }

    private RecordMatchers matchers(Operation operation, ObjectNode payload) throws RefusedException {
        if (operation == Operation.UPSERT) {
            return externalId(payload.path(EXTERNAL_ID));
        }
        boolean byRecordId = operation == Operation.UPDATE || operation == Operation.DELETE;
        if (byRecordId && ActionField.isGiven(payload.path(RECORD_ID))) {
            return matcher(PayloadRules.ID, payload.get(RECORD_ID));
        }
        if (byRecordId && payload.path(PayloadRules.MATCHERS).isEmpty()) {
            throw missing(RECORD_ID, "a record id, or record matchers", payload.path(RECORD_ID));
        }
        return rules.matchers(operation, payload);
    }

    private RecordMatchers externalId(JsonNode given) throws RefusedException {
        for (String member : new String[] {EXTERNAL_ID_NAME, EXTERNAL_ID_VALUE}) {
            if (!given.has(member)) {
                throw missing(EXTERNAL_ID + "/" + member, "the external id to upsert by", given.path(member));
            }
        }
        return matcher(given.get(EXTERNAL_ID_NAME).textValue(), given.get(EXTERNAL_ID_VALUE));
    }

    /** The key column's field stands among the fields once, or not at all where it is the record id. */
    private ObjectNode fields(Operation operation, ObjectNode payload, RecordMatchers matchers) {
        if (operation == Operation.DELETE) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode fields = rules.fields(payload);
        Optional<Map.Entry<String, JsonNode>> key =
                matchers.fields().entrySet().stream().findFirst();
        if (operation == Operation.UPSERT) {
            without(fields, key.orElseThrow().getKey())
                    .set(key.get().getKey(), key.get().getValue());
        } else if (operation == Operation.UPDATE) {
            without(fields, PayloadRules.ID);
        }
        return fields;
    }

    private static ObjectNode without(ObjectNode fields, String name) {
        fields.properties().removeIf(field -> field.getKey().equalsIgnoreCase(name));
        return fields;
    }

    private static RecordMatchers matcher(String field, JsonNode value) {
        return new RecordMatchers(RecordMatchers.Operator.OR, Map.of(field, value));
    }

    private RefusedException missing(String key, String expected, JsonNode found) {
        return new RefusedException(Code.RECORD_MATCHERS_MISSING, rules.fault(key, expected, found));
    }
}
