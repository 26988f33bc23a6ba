package sluice.embeddedorg.store;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;

/** The records of one object, its recycle bin and its indexes. */
final class Table {
    private static final int RECYCLE_BIN_ROWS = 10_000;

    private final ObjectType type;
    private final Field isDeleted;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Row> deleted = new LinkedHashMap<>();
    private final List<HashIndex> indexes;
    private final HashIndex[] indexOfField;
    private long lastNumber;

    Table(ObjectType type) {
        this.type = type;
        this.isDeleted = type.required("IsDeleted");
        this.indexes = type.fields().stream()
                .filter(Field::isIndexed)
                .map(HashIndex::new)
                .toList();
        this.indexOfField = new HashIndex[type.fields().size()];
        indexes.forEach(index -> indexOfField[index.field().position()] = index);
    }

    int size() {
        return rows.size();
    }

    Collection<Row> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    Collection<Row> deletedRows() {
        return Collections.unmodifiableCollection(deleted.values());
    }

    Optional<Row> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    boolean isDeleted(String id) {
        return deleted.containsKey(id);
    }

    Optional<Collection<Row>> findBy(Field field, String value) {
        HashIndex index = indexOfField[field.position()];
        return Optional.ofNullable(index).map(found -> found.find(value));
    }

    /** The number and id are taken even if the insert is undone, as in a real org. */
    Row insert(Object[] values) {
        long number = ++lastNumber;
        String id = RecordId.of(type.keyPrefix(), number);
        values[type.required("Id").position()] = id;
        Row row = new Row(type, id, number, values);
        put(row);
        return row;
    }

    void update(Row row, Object[] values) {
        indexes.forEach(index -> index.remove(row));
        row.replace(values);
        indexes.forEach(index -> index.add(row));
    }

    void delete(Row row) {
        remove(row);
        row.values()[isDeleted.position()] = true;
        deleted.put(row.id(), row);
        if (deleted.size() > RECYCLE_BIN_ROWS) {
            deleted.remove(deleted.keySet().iterator().next());
        }
    }

    void undelete(Row row) {
        deleted.remove(row.id());
        row.values()[isDeleted.position()] = false;
        put(row);
    }

    /** Takes the row out as if it had never been. */
    void remove(Row row) {
        rows.remove(row.id());
        indexes.forEach(index -> index.remove(row));
    }

    private void put(Row row) {
        rows.put(row.id(), row);
        indexes.forEach(index -> index.add(row));
    }
}
