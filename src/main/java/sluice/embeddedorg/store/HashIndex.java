package sluice.embeddedorg.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.embeddedorg.schema.Field;

/** Finds the rows of a table by the value of one text field, as comparisons see it. Rows without a value are not in it. */
final class HashIndex {
    private final Field field;
    private final Map<String, Row> single = new HashMap<>();
    /** All rows of the values that several have; such a value is in no other map. */
    private final Map<String, Set<Row>> several = new HashMap<>();

    HashIndex(Field field) {
        this.field = field;
    }

    Field field() {
        return field;
    }

    Collection<Row> find(String value) {
        String key = field.fold(value);
        Row only = single.get(key);
        return only == null ? several.getOrDefault(key, Set.of()) : List.of(only);
    }

    void add(Row row) {
        if (!(row.get(field) instanceof String value)) {
            return;
        }
        String key = field.fold(value);
        Set<Row> others = several.get(key);
        if (others != null) {
            others.add(row);
            return;
        }
        Row other = single.putIfAbsent(key, row);
        if (other != null && other != row) {
            single.remove(key);
            several.put(key, new LinkedHashSet<>(List.of(other, row)));
        }
    }

    void remove(Row row) {
        if (!(row.get(field) instanceof String value)) {
            return;
        }
        String key = field.fold(value);
        Set<Row> rows = several.get(key);
        if (rows == null) {
            single.remove(key, row);
            return;
        }
        rows.remove(row);
        if (rows.size() == 1) {
            several.remove(key);
            single.put(key, rows.iterator().next());
        }
    }
}
