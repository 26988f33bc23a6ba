package sluice.embeddedorg.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;

/**
 * Creates, updates, upserts and deletes records by the rules of the schema. A refused write changes nothing.
 *
 * <p>All methods throw {@link OrgException} with Salesforce's codes. Callers synchronise on the records.
 */
public final class RecordWriter {
    private final Records records;
    private final ValueChecks checks;
    private final ComputedFields computed;
    private final RowFaults faults;
    private final Clock clock;
    private final String userId;

    /** @param userId who is written into {@code CreatedById} and {@code OwnerId} */
    public RecordWriter(Records records, RowFaults faults, Clock clock, String userId) {
        this.records = records;
        this.checks = new ValueChecks(records);
        this.computed = new ComputedFields();
        this.faults = faults;
        this.clock = clock;
        this.userId = userId;
    }

    /** What an upsert did. */
    public record Upserted(String id, boolean created) {}

    /** @return the new record's id */
    public String create(ObjectType type, Map<Field, Object> input) {
        failIfTold(type, input);
        Object[] values = new Object[type.fields().size()];
        for (Field field : type.fields()) {
            field.defaultValue()
                    .flatMap(text -> Values.parse(field, text))
                    .ifPresent(v -> values[field.position()] = v);
        }
        set(type, values, "IsDeleted", false);
        for (String stamp : List.of("CreatedById", "LastModifiedById", "OwnerId")) {
            set(type, values, stamp, userId);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        set(type, values, "CreatedDate", now);
        fill(type, values, input, now);
        requireAll(type, values);
        requireUnique(type, values, Optional.empty());
        Row row = records.insert(type, values);
        computed.afterInsert(row).ifPresent(completed -> records.update(row, completed));
        return row.id();
    }

    public void update(Row row, Map<Field, Object> input) {
        ObjectType type = row.type();
        failIfTold(type, input);
        if (type.name().equals("Lead") && Boolean.TRUE.equals(row.get("IsConverted"))) {
            throw refused(OrgError.ofWrite("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead"));
        }
        Object[] values = row.values().clone();
        fill(type, values, input, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        requireAll(type, values);
        requireUnique(type, values, Optional.of(row));
        records.update(row, values);
    }

    /**
     * Updates the record whose key has this value, or creates one with it.
     *
     * @param updateOnly never create; none is 404 then
     * @throws SeveralMatchesException if several have it; nothing is written
     */
    public Upserted upsert(ObjectType type, Field key, String value, Map<Field, Object> input, boolean updateOnly) {
        List<Row> found = records.findBy(type, key, value);
        if (found.size() > 1) {
            throw new SeveralMatchesException(found);
        }
        if (found.size() == 1) {
            update(found.get(0), input);
            return new Upserted(found.get(0).id(), false);
        }
        if (updateOnly) {
            throw OrgException.notFound();
        }
        input.put(key, value);
        return new Upserted(create(type, input), true);
    }

    public void delete(Row row) {
        failIfTold(row.type(), Map.of(row.type().required("Id"), row.id()));
        records.delete(row);
    }

    /** Converts a lead into an account and a contact, as Salesforce's convertLead() does without an opportunity. */
    public void convertLead(Row lead, Row account, Row contact) {
        Object[] values = lead.values().clone();
        ObjectType type = lead.type();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        set(type, values, "IsConverted", true);
        set(type, values, "Status", "Closed - Converted");
        set(type, values, "ConvertedDate", Values.date(Values.text(now)));
        set(type, values, "ConvertedAccountId", account.id());
        set(type, values, "ConvertedContactId", contact.id());
        records.update(lead, values);
    }

    private void fill(ObjectType type, Object[] values, Map<Field, Object> input, Instant now) {
        List<OrgError> errors = new ArrayList<>();
        input.forEach((field, value) -> {
            Object stored = "".equals(value) ? null : value;
            checks.check(field, stored).ifPresent(errors::add);
            boolean isReference = field.type().isRecordId() && stored != null;
            values[field.position()] =
                    isReference ? RecordId.parse((String) stored).orElse((String) stored) : stored;
        });
        computed.check(type, values, input).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            requireAll(type, values);
            throw new OrgException(400, errors);
        }
        set(type, values, "LastModifiedById", userId);
        set(type, values, "LastModifiedDate", now);
        set(type, values, "SystemModstamp", now);
        computed.fill(type, values);
    }

    private static void requireAll(ObjectType type, Object[] values) {
        List<String> missing = type.fields().stream()
                .filter(field -> field.required() && values[field.position()] == null)
                .filter(field -> !ComputedFields.isComputed(field, type, values))
                .map(Field::name)
                .toList();
        if (!missing.isEmpty()) {
            throw refused(OrgError.ofWrite(
                    "REQUIRED_FIELD_MISSING",
                    "Required fields are missing: [" + String.join(", ", missing) + "]",
                    missing.toArray(String[]::new)));
        }
    }

    private void requireUnique(ObjectType type, Object[] values, Optional<Row> self) {
        for (Field field : type.fields()) {
            if (field.unique() && values[field.position()] instanceof String value) {
                Collection<Row> others = records.findBy(type, field, value);
                others.stream()
                        .filter(row -> self.isEmpty() || row != self.get())
                        .findFirst()
                        .ifPresent(other -> {
                            throw refused(OrgError.ofWrite(
                                    "DUPLICATE_VALUE",
                                    "duplicate value found: %s duplicates value on record with id: %s"
                                            .formatted(field.name(), other.id())));
                        });
            }
        }
    }

    private void failIfTold(ObjectType type, Map<Field, Object> input) {
        faults.next(type, input).ifPresent(error -> {
            throw refused(error);
        });
    }

    private static OrgException refused(OrgError error) {
        return new OrgException(400, error);
    }

    private static void set(ObjectType type, Object[] values, String field, Object value) {
        values[type.required(field).position()] = value;
    }
}
