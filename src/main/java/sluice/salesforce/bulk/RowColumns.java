package sluice.salesforce.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a job's rows, numbered as they are first seen; names are one as Salesforce compares them. Not thread-safe. */
final class RowColumns {
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> byFoldedName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long headerBytes;
    private int expected;

    /** The number of a column, new if it has none yet. Quickest for the one after the last that was asked for. */
    @SuppressWarnings("ReferenceEquality") // only a guess: the same text in another object is looked up
    int number(String name) {
        if (expected >= names.size() || names.get(expected) != name) {
            expected = lookUp(name);
        }
        return expected++;
    }

    private int lookUp(String name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        int number = byFoldedName.computeIfAbsent(name.toLowerCase(Locale.ROOT), fresh -> add(name));
        byName.put(name, number);
        return number;
    }

    List<String> names() {
        return names;
    }

    /** How long the header is, with a separator or the line end behind each name. */
    long headerBytes() {
        return headerBytes;
    }

    /** Forgets the columns from this number on. */
    void cutTo(int size) {
        expected = 0;
        if (size < names.size()) {
            byName.values().removeIf(number -> number >= size);
            byFoldedName.values().removeIf(number -> number >= size);
            List<String> forgotten = names.subList(size, names.size());
            forgotten.forEach(name -> headerBytes -= bytes(name));
            forgotten.clear();
        }
    }

    private int add(String name) {
        names.add(name);
        headerBytes += bytes(name);
        return names.size() - 1;
    }

    private static int bytes(String name) {
        return CsvText.of(name).csvBytes() + 1;
    }
}
