package sluice.embeddedorg.store;

import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;

/**
 * One record. Values are text, {@code Double}, {@code Integer}, {@code Boolean}, {@code LocalDate}, {@code Instant}, or
 * Java's null for Salesforce's.
 *
 * <p>Changed by {@link Table} only, which keeps the indexes in step.
 */
public final class Row {
    private final ObjectType type;
    private final String id;
    private final long number;
    private Object[] values;

    Row(ObjectType type, String id, long number, Object[] values) {
        this.type = type;
        this.id = id;
        this.number = number;
        this.values = values;
    }

    public ObjectType type() {
        return type;
    }

    /** 18 characters. */
    public String id() {
        return id;
    }

    /** Rises with every record of the object. */
    public long number() {
        return number;
    }

    public Object get(Field field) {
        return values[field.position()];
    }

    /** By a name that the schema is known to have. */
    public Object get(String fieldName) {
        return get(type.required(fieldName));
    }

    Object[] values() {
        return values;
    }

    void replace(Object[] newValues) {
        values = newValues;
    }
}
