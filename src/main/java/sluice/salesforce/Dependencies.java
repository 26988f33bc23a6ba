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
 */
record Dependencies(Set<String> matched, Set<String> referred, Set<String> written) {
    static Dependencies of(RecordWrite write) {
        Set<String> matched = new HashSet<>();
        Set<String> referred = new HashSet<>();
        Set<String> written = new HashSet<>();
        if (write.operation() != Operation.CREATE) {
            write.matchers().fields().forEach((field, value) -> matched.add(folded(field, value)));
        }
        if (write.operation() == Operation.DELETE) {
            return new Dependencies(matched, referred, written);
        }
        for (Map.Entry<String, JsonNode> field : write.fields().properties()) {
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(key -> referred.add(folded(key.getKey(), key.getValue())));
            } else {
                written.add(folded(field.getKey(), field.getValue()));
            }
        }
        return new Dependencies(matched, referred, written);
    }

    private static String folded(String field, JsonNode value) {
        return JsText.trim(Comparison.folded(field, value));
    }
}
