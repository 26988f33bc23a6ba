package sluice.embeddedorg.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;

/**
 * What a watched field of each record held after each write, in the order of the writes. Writes that were rolled back
 * have left nothing. Not safe for threads: callers synchronise on the records.
 */
public final class FieldHistory {
    private final Map<ObjectType, Field> watched = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** A write. @param value null for none */
    public record Entry(String recordId, Object value) {}

    /** Keeps the values of this field from now on, instead of another one of the object. */
    public void watch(ObjectType type, Field field) {
        watched.put(type, field);
    }

    /** The oldest first. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Whether there is something to undo. */
    boolean written(Row row) {
        Optional<Field> field = Optional.ofNullable(watched.get(row.type()));
        field.ifPresent(kept -> entries.add(new Entry(row.id(), row.get(kept))));
        return field.isPresent();
    }

    void undo() {
        entries.remove(entries.size() - 1);
    }

    void clear() {
        watched.clear();
        entries.clear();
    }
}
