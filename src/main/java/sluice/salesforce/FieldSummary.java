package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the org says of a field, as far as it concerns who writes a mapping.
 *
 * @param name the API name: {@code External_Id__c}
 * @param label its name for people
 * @param type as Salesforce calls it: {@code string}, {@code picklist}, {@code reference} …
 * @param length of a text, in characters; 0 for other types
 * @param required whether a record cannot be created without it
 * @param referenceTo the objects that a reference may lead to
 * @param relationshipName how such a reference is called in {@code Account.External_Id__c}; empty for other types
 * @param values the active ones of a picklist
 */
public record FieldSummary(
        String name,
        String label,
        String type,
        int length,
        boolean required,
        boolean createable,
        boolean updateable,
        boolean externalId,
        boolean unique,
        List<String> referenceTo,
        String relationshipName,
        List<String> values) {
    public FieldSummary {
        Objects.requireNonNull(name);
        Objects.requireNonNull(label);
        Objects.requireNonNull(type);
        Objects.requireNonNull(relationshipName);
        referenceTo = List.copyOf(referenceTo);
        values = List.copyOf(values);
    }

    /**
     * Reads the answer of a describe.
     *
     * @param description {@code {"fields": [{"name": "Email", "label": "Email", "type": "email", …}]}}; anything else has
     *     none
     */
    public static List<FieldSummary> in(JsonNode description) {
        List<FieldSummary> fields = new ArrayList<>();
        for (JsonNode field : description.path("fields")) {
            fields.add(of(field));
        }
        return fields;
    }

    private static FieldSummary of(JsonNode field) {
        boolean createable = field.path("createable").booleanValue();
        boolean nillable = field.path("nillable").booleanValue();
        boolean defaulted = field.path("defaultedOnCreate").booleanValue();
        return new FieldSummary(
                field.path("name").asText(),
                field.path("label").asText(),
                field.path("type").asText(),
                field.path("length").asInt(),
                createable && !nillable && !defaulted,
                createable,
                field.path("updateable").booleanValue(),
                field.path("externalId").booleanValue(),
                field.path("unique").booleanValue(),
                texts(field.path("referenceTo")),
                field.path("relationshipName").isTextual()
                        ? field.path("relationshipName").textValue()
                        : "",
                activeValues(field.path("picklistValues")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> activeValues(JsonNode list) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : list) {
            if (value.path("active").booleanValue()) {
                values.add(value.path("value").asText());
            }
        }
        return values;
    }
}
