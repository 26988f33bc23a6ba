package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the org spells the fields of an object and its relationships: most calls take any case, result files of ingest jobs
 * do not. Immutable.
 *
 * @param spelled by the name in small letters
 */
public record FieldNames(Map<String, String> spelled) {
    /** Nothing is known. */
    public static final FieldNames NONE = new FieldNames(Map.of());

    public FieldNames {
        spelled = Map.copyOf(spelled);
    }

    /**
     * Reads the answer of a describe.
     *
     * @param description {@code {"fields": [{"name": "AccountId", "relationshipName": "Account"}]}}
     */
    public static FieldNames in(JsonNode description) {
        Map<String, String> spelled = new HashMap<>();
        for (JsonNode field : description.path("fields")) {
            add(field.path("relationshipName"), spelled);
            add(field.path("name"), spelled);
        }
        return new FieldNames(spelled);
    }

    private static void add(JsonNode name, Map<String, String> spelled) {
        if (name.isTextual()) {
            spelled.put(name.textValue().toLowerCase(Locale.ROOT), name.textValue());
        }
    }

    /**
     * A column's name as the org spells it, as it is where it knows none such. Of {@code User:owner.Email} the relationship
     * is spelled; the parent's field is another object's.
     */
    public String of(String column) {
        int begin = column.indexOf(':') + 1;
        int dot = column.indexOf('.', begin);
        int end = dot < 0 ? column.length() : dot;
        String name = column.substring(begin, end);
        return column.substring(0, begin)
                + spelled.getOrDefault(name.toLowerCase(Locale.ROOT), name)
                + column.substring(end);
    }
}
