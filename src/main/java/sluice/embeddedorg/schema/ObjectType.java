package sluice.embeddedorg.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One object of the schema, with its fields in the order of describe. Immutable. */
public final class ObjectType {
    private final String name;
    private final String label;
    private final String labelPlural;
    private final String keyPrefix;
    private final List<Field> fields;
    private final Map<String, Field> byName = new HashMap<>();
    private final Map<String, Field> byRelationship = new HashMap<>();

    ObjectType(String name, String label, String labelPlural, String keyPrefix, List<Field> fields) {
        this.name = name;
        this.label = label;
        this.labelPlural = labelPlural;
        this.keyPrefix = keyPrefix;
        this.fields = List.copyOf(fields);
        for (Field field : fields) {
            byName.put(field.name(), field);
            byName.put(lower(field.name()), field);
            if (!field.relationshipName().isEmpty()) {
                byRelationship.put(lower(field.relationshipName()), field);
            }
        }
    }

    public String name() {
        return name;
    }

    public String label() {
        return label;
    }

    public String labelPlural() {
        return labelPlural;
    }

    /** The first three characters of its records' ids. */
    public String keyPrefix() {
        return keyPrefix;
    }

    public boolean isCustom() {
        return name.endsWith("__c");
    }

    public List<Field> fields() {
        return fields;
    }

    /** By name, without regard to case, as Salesforce finds it. */
    public Optional<Field> field(String fieldName) {
        Field exact = byName.get(fieldName);
        return Optional.ofNullable(exact == null ? byName.get(lower(fieldName)) : exact);
    }

    /**
     * A field that every object of this name has.
     *
     * @throws IllegalArgumentException if the schema has no such field
     */
    public Field required(String fieldName) {
        return field(fieldName)
                .orElseThrow(() ->
                        new IllegalArgumentException("object %s: expected a field %s".formatted(name, fieldName)));
    }

    /** The reference whose relationship has this name: {@code Account} of {@code AccountId}. */
    public Optional<Field> relationship(String relationshipName) {
        return Optional.ofNullable(byRelationship.get(lower(relationshipName)));
    }

    /** {@code Lead ID}; for custom objects {@code Record ID}. What messages call the Id. */
    public String idLabel() {
        return isCustom() ? "Record ID" : label + " ID";
    }

    @Override
    public String toString() {
        return name;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
