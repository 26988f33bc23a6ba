package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one write of two that are about the same record, so that it ends up as if the earlier and then the later one had
 * been written.
 *
 * <pre>
 * earlier  {"Email": "a@b.co", "Title": "CTO", "Phone": "1"}
 * later    {"Email": "a@b.co", "Title": null,  "City": "Oslo"}
 * one      {"Email": "a@b.co", "Title": null,  "Phone": "1", "City": "Oslo"}
 * </pre>
 *
 * <p>Stateless; neither write is changed.
 */
public final class WriteMerge {
    private WriteMerge() {}

    /**
     * The one write; empty where only writing both has the right result: what creates a record by itself, other operations
     * or matchers (record keys fold more than Salesforce may), and an earlier write that gives the record other values than
     * the later one looks for. A new record gets the earlier write's external id. Where only empty fields are filled, the
     * earlier value is the one that stays.
     */
    public static Optional<RecordWrite> merge(RecordWrite earlier, RecordWrite later) {
        boolean mergeable = isMergeable(earlier)
                && earlier.operation() == later.operation()
                && earlier.sObject().equals(later.sObject())
                && earlier.matchers().equals(later.matchers())
                && keepsMatchers(earlier);
        return mergeable
                ? Optional.of(earlier.with(merge(earlier.fields(), unfilled(earlier, later))))
                : Optional.empty();
    }

    /** What the later write may change after the earlier one. */
    private static ObjectNode unfilled(RecordWrite earlier, RecordWrite later) {
        return later.options().fillOnlyEmpty().isEmpty()
                ? later.fields()
                : UpdateOfFound.unfilled(later, earlier.fields());
    }

    /**
     * Later fields over earlier ones, in the order in which they came first: an absent field keeps, null clears. Names are
     * compared as Salesforce does; {@code {"Owner": {…}}} and {@code OwnerId} are one field.
     */
    public static ObjectNode merge(ObjectNode earlier, ObjectNode later) {
        ObjectNode merged = earlier.deepCopy();
        for (Map.Entry<String, JsonNode> field : later.properties()) {
            if (!merged.has(field.getKey())) {
                String column = Comparison.columnOf(field);
                merged.properties().removeIf(other -> Comparison.columnOf(other).equals(column));
            }
            merged.set(field.getKey(), field.getValue());
        }
        return merged;
    }

    /** Whether there can be writes that it becomes one with. */
    public static boolean isMergeable(RecordWrite write) {
        return switch (write.operation()) {
            case UPDATE, UPSERT, DELETE -> !write.matchers().isEmpty();
            case CREATE, ADD -> false;
        };
    }

    private static boolean keepsMatchers(RecordWrite write) {
        return write.matchers().fields().entrySet().stream().allMatch(matcher -> write.fields().properties().stream()
                .filter(field -> Comparison.nameOf(field.getKey()).equals(Comparison.nameOf(matcher.getKey())))
                .allMatch(field -> field.getValue().equals(matcher.getValue())));
    }
}
