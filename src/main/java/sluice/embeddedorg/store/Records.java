package sluice.embeddedorg.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.schema.Schema;

/**
 * All records of the org, found by id or by an indexed field, with transactions.
 *
 * <p>Not safe for threads by itself: callers synchronise on it.
 */
public final class Records {
    private final Schema schema;
    private final int maxRecords;
    private final Map<ObjectType, Table> tables = new HashMap<>();
    private final FieldHistory history = new FieldHistory();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int openTransactions;

    /** @param maxRecords over all objects; one more is refused with {@code STORAGE_LIMIT_EXCEEDED} */
    public Records(Schema schema, int maxRecords) {
        this.schema = schema;
        this.maxRecords = maxRecords;
        clear();
    }

    public Schema schema() {
        return schema;
    }

    /** Of the fields that are watched. */
    public FieldHistory history() {
        return history;
    }

    /** Empties all objects; ids start anew. */
    public void clear() {
        history.clear();
        schema.objects().forEach(type -> tables.put(type, new Table(type)));
    }

    public int size(ObjectType type) {
        return table(type).size();
    }

    /** In the order of their creation. */
    public Collection<Row> rows(ObjectType type) {
        return table(type).rows();
    }

    /** In the order of their deletion; the bin holds the last 10,000 of each object. */
    public Collection<Row> deletedRows(ObjectType type) {
        return table(type).deletedRows();
    }

    /** By a well-formed id of 18 characters. */
    public Optional<Row> find(ObjectType type, String id) {
        return table(type).find(id);
    }

    /** By any object's well-formed id of 18 characters. */
    public Optional<Row> find(String id) {
        return schema.objectOfId(id).flatMap(type -> find(type, id));
    }

    public boolean isDeleted(ObjectType type, String id) {
        return table(type).isDeleted(id);
    }

    /** The rows whose field equals the text as comparisons see it; reads all rows only where the field has no index. */
    public List<Row> findBy(ObjectType type, Field field, String value) {
        return candidates(type, field, value).map(List::copyOf).orElseGet(() -> scan(type, field, value)
                .toList());
    }

    /** The rows with this text in an indexed field; empty where the field has no index. */
    public Optional<Collection<Row>> candidates(ObjectType type, Field field, String value) {
        if (field.name().equals("Id")) {
            return Optional.of(RecordId.parse(value)
                    .flatMap(id -> find(type, id))
                    .map(List::of)
                    .orElse(List.of()));
        }
        return table(type).findBy(field, value);
    }

    /**
     * Begins to remember how to undo. Nests; each is ended by {@link #end()}.
     *
     * @return the point to which {@link #rollBackTo} returns
     */
    public int begin() {
        openTransactions++;
        return undo.size();
    }

    /** Undoes all that was written since that point. */
    public void rollBackTo(int point) {
        while (undo.size() > point) {
            undo.pop().run();
        }
    }

    /** Ends the transaction begun last; the outermost one forgets how to undo. */
    public void end() {
        openTransactions--;
        if (openTransactions == 0) {
            undo.clear();
        }
    }

    Row insert(ObjectType type, Object[] values) {
        if (tables.values().stream().mapToInt(Table::size).sum() >= maxRecords) {
            throw new OrgException(400, OrgError.ofWrite("STORAGE_LIMIT_EXCEEDED", "storage limit exceeded"));
        }
        Table table = table(type);
        Row row = table.insert(values);
        remember(() -> table.remove(row));
        note(row);
        return row;
    }

    void update(Row row, Object[] values) {
        Table table = table(row.type());
        Object[] before = row.values();
        table.update(row, values);
        remember(() -> table.update(row, before));
        note(row);
    }

    void delete(Row row) {
        Table table = table(row.type());
        table.delete(row);
        remember(() -> table.undelete(row));
    }

    private Stream<Row> scan(ObjectType type, Field field, String value) {
        String key = field.fold(value);
        return rows(type).stream()
                .filter(row -> row.get(field) instanceof String text
                        && field.fold(text).equals(key));
    }

    private void note(Row row) {
        if (history.written(row)) {
            remember(history::undo);
        }
    }

    private void remember(Runnable step) {
        if (openTransactions > 0) {
            undo.push(step);
        }
    }

    private Table table(ObjectType type) {
        return tables.get(type);
    }
}
