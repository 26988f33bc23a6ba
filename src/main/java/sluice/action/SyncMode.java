package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import sluice.salesforce.Operation;

/** Segment's sync modes, as words of a mapping file, and the operation that each means. */
final class SyncMode {
    static final String EXPECTED = "add, update, upsert or delete, or an operation in the mapping";
    private static final Map<String, Operation> OPERATIONS = Map.of(
            "add", Operation.ADD,
            "update", Operation.UPDATE,
            "upsert", Operation.UPSERT,
            "delete", Operation.DELETE);

    private SyncMode() {}

    static boolean isKnown(JsonNode word) {
        return OPERATIONS.containsKey(word.asText());
    }

    /** The operation of a known sync mode. */
    static Operation operation(String word) {
        return OPERATIONS.get(word);
    }
}
