package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sluice.event.JsText;

/**
 * By which values one write can touch another: what it finds its record by, what it refers to, what it writes. In doubt
 * two values are the same.
 *
 * @param matched the matchers' values
 * @param referred the values by which the body names other records: {@code {"ReportsTo": {"Key__c": "k"}}}
 * @param written the body's own values
 * @param freed those of the matchers' values that its record may have no longer
 */
record Dependencies(Set<String> matched, Set<String> referred, Set<String> written, Set<String> freed) {
    static Dependencies of(RecordWrite write) {
        Set<String> matched = new HashSet<>();
        if (write.operation() != Operation.CREATE) {
            write.matchers().fields().forEach((field, value) -> matched.add(folded(field, value)));
        }
        if (write.operation() == Operation.DELETE) {
            return new Dependencies(matched, Set.of(), Set.of(), matched);
        }
        Set<String> referred = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (Map.Entry<String, JsonNode> field : write.fields().properties()) {
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(key -> referred.add(folded(key.getKey(), key.getValue())));
            } else {
                written.add(folded(field.getKey(), field.getValue()));
            }
        }
        Set<String> freed = new HashSet<>(matched);
        freed.removeAll(written);
        return new Dependencies(matched, referred, written, freed);
    }

    private static String folded(String field, JsonNode value) {
        return JsText.trim(Comparison.folded(field, value));
    }
}
