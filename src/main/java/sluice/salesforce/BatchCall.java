package sluice.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One call of a {@link Batch}. */
public sealed interface BatchCall {
    /** {@code GET …/query/?q={soql}}. */
    record Query(String soql) implements BatchCall {}

    /** The next page of the query before: {@code GET {path}}. */
    record NextPage(String path) implements BatchCall {}

    /** One record by itself. */
    record Single(Call call) implements BatchCall {}

    /** {@code POST …/composite/sobjects} with {@code {"allOrNone": false, "records": [{"attributes": {…}, …}]}}. */
    record CreateMany(ObjectNode body) implements BatchCall {}

    /** {@code PATCH …/composite/sobjects}; each record with its {@code id}. */
    record UpdateMany(ObjectNode body) implements BatchCall {}

    /** {@code PATCH …/composite/sobjects/{sObject}/{field}}; each record with its external id. */
    record UpsertMany(String sObject, String field, ObjectNode body) implements BatchCall {}

    /** {@code DELETE …/composite/sobjects?ids={recordIds}}. */
    record DeleteMany(List<String> recordIds) implements BatchCall {
        public DeleteMany {
            recordIds = List.copyOf(recordIds);
        }
    }
}
