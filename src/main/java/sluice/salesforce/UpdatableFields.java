package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of an object that an update may write. Immutable.
 *
 * @param names in small letters
 */
public record UpdatableFields(Set<String> names) {
    public UpdatableFields {
        names = Set.copyOf(names);
    }

    /**
     * Reads the answer of a describe.
     *
     * @param description {@code {"fields": [{"name": "AccountId", "updateable": true, …}]}}
     */
    public static UpdatableFields in(JsonNode description) {
        Set<String> names = new HashSet<>();
        for (JsonNode field : description.path("fields")) {
            if (field.path("updateable").asBoolean()) {
                names.add(field.path("name").asText().toLowerCase(Locale.ROOT));
            }
        }
        return new UpdatableFields(names);
    }

    boolean has(Map.Entry<String, JsonNode> field) {
        return has(Comparison.columnOf(field));
    }

    boolean has(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }
}
