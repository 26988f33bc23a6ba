package sluice.embeddedorg.store;

import java.util.Optional;
import java.util.regex.Pattern;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;

/** The rules that one value must keep by itself: length, form, range, being an existing record's id. */
final class ValueChecks {
    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*@[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)+");

    private final Records records;

    ValueChecks(Records records) {
        this.records = records;
    }

    Optional<OrgError> check(Field field, Object value) {
        if (value instanceof String text) {
            return field.type().isRecordId() ? checkReference(field, text) : checkText(field, text);
        }
        if (value instanceof Double number && Math.abs(number) >= Math.pow(10, field.precision() - field.scale())) {
            return outOfRange(field, number);
        }
        if (value instanceof Integer number && Math.abs((long) number) >= Math.pow(10, field.precision())) {
            return outOfRange(field, number);
        }
        return Optional.empty();
    }

    private static Optional<OrgError> checkText(Field field, String text) {
        if (text.length() > field.length()) {
            return error(
                    "STRING_TOO_LONG",
                    field,
                    "data value too large: %s (max length=%d)".formatted(text, field.length()));
        }
        return switch (field.type()) {
            case EMAIL ->
                EMAIL.matcher(text).matches()
                        ? Optional.empty()
                        : error("INVALID_EMAIL_ADDRESS", field, "invalid email address: " + text);
            case PICKLIST ->
                !field.restricted() || field.values().contains(text)
                        ? Optional.empty()
                        : error(
                                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                                field,
                                "bad value for restricted picklist field: " + text);
            default -> Optional.empty();
        };
    }

    private Optional<OrgError> checkReference(Field field, String text) {
        Optional<String> id = RecordId.parse(text);
        Optional<ObjectType> type = id.flatMap(records.schema()::objectOfId)
                .filter(found -> field.referenceTo().contains(found.name()));
        if (type.isEmpty()) {
            return error("MALFORMED_ID", field, "id value of incorrect type: " + text);
        }
        if (records.find(type.get(), id.get()).isPresent()) {
            return Optional.empty();
        }
        return records.isDeleted(type.get(), id.get())
                ? Optional.of(OrgError.ofWrite("ENTITY_IS_DELETED", "entity is deleted"))
                : Optional.of(OrgError.ofWrite("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    }

    private static Optional<OrgError> outOfRange(Field field, Number number) {
        return error("NUMBER_OUTSIDE_VALID_RANGE", field, "value outside of valid range on numeric field: " + number);
    }

    private static Optional<OrgError> error(String code, Field field, String message) {
        return Optional.of(OrgError.ofWrite(code, field.label() + ": " + message, field.name()));
    }
}
