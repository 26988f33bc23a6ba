package sluice.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import sluice.event.Fault;
import sluice.event.JsText;
import sluice.salesforce.Operation;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.WriteMerge;

/**
 * One write as a row of an ingest job. Immutable as far as its write is.
 *
 * <pre>
 * upsert by one external id  → a row of an upsert, with the external id as its key column
 * update, delete by record id → a row of an update or delete, with {@code Id}
 * update, delete by others   → the same, once the record id was looked up ({@link #needsLookup}, {@link #identifiedBy})
 * create                     → a row of an insert; with a unique external id of its own a row of an upsert by it
 * add with matchers          → the same, unless the lookup finds a record
 * </pre>
 *
 * @param key the column that identifies the row; empty for an insert and before the lookup
 */
public record IngestRow(RecordWrite write, Optional<KeyColumn> key) {
    private static final String ID = "Id";

    /** Of a field; what an event gives for one may be longer, and stores index lanes. */
    private static final int LONGEST_NAME = 255;

    /** {@code External_Id__c}, {@code Id} or the like, and the row's value of it as it stands in the CSV. */
    public record KeyColumn(String field, String value) {
        public KeyColumn {
            Objects.requireNonNull(field);
            Objects.requireNonNull(value);
        }
    }

    public IngestRow {
        Objects.requireNonNull(write);
        Objects.requireNonNull(key);
    }

    /**
     * The row of a write.
     *
     * @throws IllegalArgumentException for an upsert that has not exactly one matcher: no job can do that
     */
    public static IngestRow of(RecordWrite write) {
        return new IngestRow(write, keyOf(write));
    }

    private static Optional<KeyColumn> keyOf(RecordWrite write) {
        Map<String, JsonNode> matchers = write.matchers().fields();
        return switch (write.operation()) {
            case UPSERT -> {
                if (matchers.size() != 1) {
                    throw new IllegalArgumentException(
                            "upsert in an ingest job: expected one matcher, was " + matchers.size());
                }
                Map.Entry<String, JsonNode> matcher =
                        matchers.entrySet().iterator().next();
                yield Optional.of(new KeyColumn(matcher.getKey(), JsText.of(matcher.getValue())));
            }
            case UPDATE, DELETE -> Plan.recordId(write).map(id -> new KeyColumn(ID, id));
            case CREATE, ADD -> write.createdAs().map(id -> new KeyColumn(id.field(), id.value()));
        };
    }

    /** The operation of the job that the row goes in. */
    public JobOperation operation() {
        return switch (write.operation()) {
            case UPSERT -> JobOperation.UPSERT;
            case UPDATE -> JobOperation.UPDATE;
            case DELETE -> JobOperation.DELETE;
            case CREATE, ADD -> key.isPresent() ? JobOperation.UPSERT : JobOperation.INSERT;
        };
    }

    /** Whether the matchers must be looked up before it can be said what is to be done, if anything. */
    public boolean needsLookup() {
        return switch (write.operation()) {
            case UPSERT, CREATE -> false;
            case UPDATE, DELETE -> key.isEmpty();
            case ADD -> !write.matchers().isEmpty();
        };
    }

    /** The same row of an update or delete, about the record that the lookup found. */
    public IngestRow identifiedBy(String recordId) {
        return new IngestRow(write, Optional.of(new KeyColumn(ID, recordId)));
    }

    /**
     * Where the row may go; empty where no job can take it, since it has the text {@code #N/A} as a value, which a CSV
     * cannot say, or since there is no such object or key field: such a write goes by itself.
     *
     * @param mapping the mapping's name
     */
    public Optional<Lane> lane(String mapping) {
        if (!isSayable() || !write.namesObject()) {
            return Optional.empty();
        }
        boolean byRecordId = write.operation() == Operation.UPDATE || write.operation() == Operation.DELETE;
        Optional<String> keyField = byRecordId ? Optional.of(ID) : key.map(KeyColumn::field);
        return keyField.filter(name -> name.length() > LONGEST_NAME).isPresent()
                ? Optional.empty()
                : Optional.of(new Lane(mapping, write.sObject(), operation(), keyField));
    }

    /**
     * What no job takes: a value or a row that is too long, a column name that cannot stand in a header, an object where a
     * value belongs. Each fault is at the column, {@code /Description}; none for a row in order.
     */
    public List<Fault> faults() {
        return RowCheck.faults(this);
    }

    /** Whether a name may stand in the header of a job's CSV: not empty, no comma, quote or line break in it. */
    public static boolean isColumnName(String name) {
        return RowCheck.isColumnName(name);
    }

    /** About how many bytes it takes in a CSV, empty cells aside. */
    public int estimatedBytes() {
        int[] bytes = {1};
        forEachCell((column, text) -> bytes[0] += 1 + CsvText.of(text).csvBytes());
        return bytes[0];
    }

    /**
     * One row of two about the same record, this one before the other; empty where both must be written.
     *
     * @param absentIsNull whether a column that a row lacks empties its field ({@code bulk.absent-field=null})
     */
    public Optional<IngestRow> merge(IngestRow later, boolean absentIsNull) {
        RecordWrite over = later.write.with(overlay(later.write.fields(), absentIsNull));
        return WriteMerge.merge(write, over).map(merged -> new IngestRow(merged, key));
    }

    /** An empty text leaves the field as the earlier row made it. */
    private ObjectNode overlay(ObjectNode later, boolean absentIsNull) {
        ObjectNode overlay = JsonNodeFactory.instance.objectNode();
        if (absentIsNull) {
            write.fields().fieldNames().forEachRemaining(overlay::putNull);
        }
        later.properties().forEach(field -> {
            if (field.getValue().isTextual() && field.getValue().textValue().isEmpty()) {
                overlay.remove(field.getKey());
            } else {
                overlay.set(field.getKey(), field.getValue());
            }
        });
        return overlay;
    }

    /** Each column and its text, the key column last and never twice; nothing else for a delete. */
    void forEachCell(BiConsumer<String, String> cell) {
        if (write.operation() != Operation.DELETE) {
            Cells.forEach(write.fields(), (column, text) -> {
                if (key.isEmpty() || !column.equalsIgnoreCase(key.get().field())) {
                    cell.accept(column, text);
                }
            });
        }
        key.ifPresent(known -> cell.accept(known.field(), known.value()));
    }

    private boolean isSayable() {
        return key.filter(known -> known.value().equals(Cells.NULL)).isEmpty()
                && write.fields().properties().stream()
                        .allMatch(field -> field.getValue().isNull() || !holdsNullText(field.getValue()));
    }

    private static boolean holdsNullText(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .anyMatch(key -> !key.getValue().isNull() && holdsNullText(key.getValue()));
        }
        return JsText.of(value).equals(Cells.NULL);
    }
}
