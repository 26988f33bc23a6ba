package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sluice.event.JsText;

/**
 * By which values one write can touch another: what it finds its record by, what it refers to, what it writes. In doubt
 * two values are the same.
 *
 * @param matched the matchers' values
 * @param required what the record must have, all of it, to be found: values that surely differ from others, by their
 *     fields' names
 * @param referred the values by which the body names other records: {@code {"ReportsTo": {"Key__c": "k"}}}
 * @param written the body's own values
 * @param given what its record has afterwards for certain: such values too
 * @param freed those of the matchers' values that its record may have no longer
 */
record Dependencies(
        Set<String> matched,
        Map<String, String> required,
        Set<String> referred,
        Set<String> written,
        Map<String, String> given,
        Set<String> freed) {
    static Dependencies of(RecordWrite write) {
        Set<String> matched = new HashSet<>();
        Map<String, String> required = new HashMap<>();
        if (write.operation() != Operation.CREATE) {
            write.matchers().fields().forEach((field, value) -> matched.add(folded(field, value)));
        }
        if (write.matchers().operator() == RecordMatchers.Operator.AND) {
            write.matchers().fields().forEach((field, value) -> putDistinct(required, field, value));
        }
        if (write.operation() == Operation.DELETE) {
            return new Dependencies(matched, required, Set.of(), Set.of(), Map.of(), matched);
        }
        Set<String> referred = new HashSet<>();
        Set<String> written = new HashSet<>();
        Map<String, String> given = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : write.fields().properties()) {
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(key -> referred.add(folded(key.getKey(), key.getValue())));
            } else {
                written.add(folded(field.getKey(), field.getValue()));
                putDistinct(given, field.getKey(), field.getValue());
            }
        }
        write.options().fillOnlyEmpty().forEach(field -> given.remove(Comparison.nameOf(field)));
        Set<String> freed = new HashSet<>(matched);
        freed.removeAll(written);
        return new Dependencies(matched, required, referred, written, given, freed);
    }

    /** Whether it may find another record after that write than before. Both have a value in common. */
    boolean mayFindBy(Dependencies write) {
        return required.entrySet().stream().allMatch(field -> {
            String given = write.given().get(field.getKey());
            return given == null || given.equals(field.getValue());
        });
    }

    private static void putDistinct(Map<String, String> values, String field, JsonNode value) {
        if (value.isTextual() && Comparison.isPlain(value)) {
            values.put(Comparison.nameOf(field), folded(field, value));
        }
    }

    private static String folded(String field, JsonNode value) {
        return JsText.trim(Comparison.folded(field, value));
    }
}
