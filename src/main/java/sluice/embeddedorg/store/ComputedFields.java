package sluice.embeddedorg.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.Field.Computed;
import sluice.embeddedorg.schema.ObjectType;

/** The fields that the org fills by itself: full names, Person Accounts, case numbers, names of nameless records. */
final class ComputedFields {
    private static final int SHORT_ID = 15;
    private static final int FIRST_NUMBER = 1000;

    /** Whether the org, not the client, fills this field of this record. */
    static boolean isComputed(Field field, ObjectType type, Object[] values) {
        return switch (field.computed()) {
            case NO, RECORDID -> false;
            case PERSON, NUMBER -> true;
            case PERSONACCOUNT -> isPerson(type, values);
        };
    }

    /** Whether a client wrote what only the other kind of account has. */
    Optional<OrgError> check(ObjectType type, Object[] values, Map<Field, Object> input) {
        if (type.field("IsPersonAccount").isEmpty()) {
            return Optional.empty();
        }
        boolean person = isPerson(type, values);
        List<String> wrong = input.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey().name())
                .filter(name -> person ? name.equals("Name") : name.startsWith("Person") || name.equals("FirstName"))
                .toList();
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(OrgError.ofWrite(
                        "INVALID_FIELD_FOR_INSERT_UPDATE",
                        "Account: bad field names on insert/update call: " + String.join(", ", wrong),
                        wrong.toArray(String[]::new)));
    }

    void fill(ObjectType type, Object[] values) {
        for (Field field : type.fields()) {
            boolean named = field.computed() == Computed.PERSON || field.computed() == Computed.PERSONACCOUNT;
            if (named && isComputed(field, type, values)) {
                values[field.position()] = Stream.of("FirstName", "LastName")
                        .map(part -> values[type.required(part).position()])
                        .filter(part -> part != null)
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
            }
        }
        type.field("IsPersonAccount").ifPresent(flag -> values[flag.position()] = isPerson(type, values));
    }

    /** The record's values with what depends on the number or the id that only the insert gives; empty if nothing does. */
    Optional<Object[]> afterInsert(Row row) {
        Object[] values = row.values().clone();
        boolean changed = false;
        for (Field field : row.type().fields()) {
            boolean byInsert = field.computed() == Computed.NUMBER || field.computed() == Computed.RECORDID;
            if (byInsert && values[field.position()] == null) {
                values[field.position()] = field.computed() == Computed.NUMBER
                        ? "%08d".formatted(row.number() + FIRST_NUMBER)
                        : row.id().substring(0, SHORT_ID);
                changed = true;
            }
        }
        return changed ? Optional.of(values) : Optional.empty();
    }

    private static boolean isPerson(ObjectType type, Object[] values) {
        return type.field("IsPersonAccount").isPresent()
                && values[type.required("LastName").position()] != null;
    }
}
