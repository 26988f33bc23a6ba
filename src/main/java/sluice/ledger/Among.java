package sluice.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code in (?, ?, …)} in few lengths, so that few statements are prepared: the last value is repeated. */
final class Among {
    private Among() {}

    /** For so many values, at least one. */
    static String placeholders(int values) {
        return "(" + String.join(", ", Collections.nCopies(length(values), "?")) + ")";
    }

    /** The values for {@link #placeholders}. */
    static <T> List<T> padded(List<T> values) {
        List<T> padded = new ArrayList<>(values);
        padded.addAll(Collections.nCopies(length(values.size()) - values.size(), values.get(values.size() - 1)));
        return padded;
    }

    private static int length(int values) {
        return values == 1 ? 1 : Integer.highestOneBit(values - 1) * 2;
    }
}
