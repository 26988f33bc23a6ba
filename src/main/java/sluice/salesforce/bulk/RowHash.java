package sluice.salesforce.bulk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * By what a row of a result file is known: its key column where the job has one, else all its cells, whatever the order of
 * the columns. Line ends inside a cell count as one kind. Not thread-safe.
 */
final class RowHash {
    /** Of the hash, cut from SHA-256: 128 bits collide for nobody. */
    static final int BYTES = 16;

    private static final byte[] EMPTY = {};

    private final MessageDigest digest;
    private final PackedNumbers text = PackedNumbers.writing(1 << 10);
    private final int[] columns;

    private RowHash(int[] columns) {
        this.columns = columns;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param header names of columns; null where a column is not of the row
     * @throws IllegalArgumentException if the key column is not among them
     */
    static RowHash of(List<String> header, Optional<String> keyField) {
        IntStream columns = IntStream.range(0, header.size()).filter(i -> header.get(i) != null);
        if (keyField.isEmpty()) {
            return new RowHash(columns.boxed()
                    .sorted(Comparator.comparing((Integer i) -> header.get(i).toLowerCase(Locale.ROOT)))
                    .mapToInt(i -> i)
                    .toArray());
        }
        int key = columns.filter(i -> header.get(i).equalsIgnoreCase(keyField.get()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("header of a job's CSV: expected the column " + keyField.get()));
        return new RowHash(new int[] {key});
    }

    /** @param row as long as the header; null for an empty cell */
    byte[] of(String[] row) {
        text.clear();
        for (int column : columns) {
            String cell = row[column];
            byte[] utf8 = cell == null ? EMPTY : LineEnds.in(cell).getBytes(StandardCharsets.UTF_8);
            length(utf8.length);
            text.writeBytes(utf8, 0, utf8.length);
        }
        text.update(digest);
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    private void length(int length) {
        text.writeByte((byte) length);
        text.writeByte((byte) (length >>> 8));
        text.writeByte((byte) (length >>> 16));
    }
}
