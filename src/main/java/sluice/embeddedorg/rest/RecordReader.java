package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.FieldType;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.ParentLookup;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Values;

/**
 * Reads a record of a JSON body: names to fields, values to the fields' types, parents by their external id.
 *
 * <p>{@code {"attributes": {"type": "Contact"}, "LastName": "Day", "Account": {"External_Id__c": "x"}}}
 */
final class RecordReader {
    /** Beyond every field's range; larger numbers are cut to it, to be refused as out of range. */
    private static final double LARGEST = 1e100;

    private final ParentLookup parents;

    RecordReader(Records records) {
        this.parents = new ParentLookup(records);
    }

    /**
     * @param reserved the name that the URL identifies the record by, and that must not stand in the body; empty if the
     *     body may hold all
     * @param where the record's place in the body, for messages about it
     */
    Map<Field, Object> read(ObjectType type, JsonNode record, String reserved, BodyPlace where) {
        Map<Field, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : record.properties()) {
            String name = member.getKey();
            if (name.equals("attributes")) {
                continue;
            }
            if (name.equalsIgnoreCase("Id") || name.equalsIgnoreCase(reserved)) {
                throw OrgException.badRequest(
                        "INVALID_FIELD", "The " + name + " field should not be specified in the sobject data.");
            }
            Optional<Field> field = type.field(name);
            if (field.isPresent()) {
                values.put(writable(field.get()), value(field.get(), member.getValue(), where.member(name)));
            } else {
                Field reference = reference(type, name);
                values.put(writable(reference), parent(reference, member.getValue(), where.member(name)));
            }
        }
        return values;
    }

    private static Field writable(Field field) {
        if (!field.isWritable()) {
            throw OrgException.notWritable(field.name());
        }
        return field;
    }

    private static Field reference(ObjectType type, String name) {
        return type.relationship(name)
                .orElseThrow(() -> OrgException.badRequest(
                        "INVALID_FIELD", "No such column '%s' on sobject of type %s".formatted(name, type.name())));
    }

    private Object parent(Field reference, JsonNode value, BodyPlace where) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw where.unreadable(reference.relationshipName(), value);
        }
        for (Map.Entry<String, JsonNode> key : value.properties()) {
            if (!key.getKey().equals("attributes")) {
                return parents.find(reference, key.getKey(), key.getValue().asText());
            }
        }
        return null;
    }

    private static Object value(Field field, JsonNode value, BodyPlace where) {
        FieldType type = field.type();
        Optional<Object> read = Optional.empty();
        if (value.isNull() && type != FieldType.BOOLEAN) {
            return null;
        }
        if (value.isTextual()) {
            boolean empty = value.textValue().isEmpty() && type != FieldType.BOOLEAN;
            if (empty) {
                return null;
            }
            read = Values.parse(field, value.textValue());
        } else if (value.isBoolean() && type == FieldType.BOOLEAN) {
            read = Optional.of(value.booleanValue());
        } else if (value.isNumber() && (type == FieldType.INT || type.isDecimal())) {
            read = number(field, value);
        }
        return read.orElseThrow(() -> where.unreadable(type.isText() ? "string" : type.wireName(), value));
    }

    private static Optional<Object> number(Field field, JsonNode value) {
        if (field.type() == FieldType.INT) {
            return Values.parse(field, value.decimalValue().toPlainString());
        }
        double number = value.doubleValue();
        return Double.isInfinite(number) || Math.abs(number) > LARGEST
                ? Optional.of(Math.copySign(LARGEST, number))
                : Optional.of(Values.decimal(field, value.decimalValue()));
    }
}
