package sluice.salesforce.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Rows set aside in a file until all columns are known: of each its cells, numbered by column. Written first, then read once.
 * Not thread-safe.
 */
final class Spool implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final DataOutputStream out;
    private final PackedNumbers row = PackedNumbers.writing(BUFFER);

    Spool(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    /** @param cells encoded, by column; null for a column that the row lacks */
    void add(CsvText[] cells, int size, long[] deliveries) throws IOException {
        row.clear();
        row.write(deliveries.length);
        for (long delivery : deliveries) {
            row.write(delivery);
        }
        for (int column = 0; column < size; column++) {
            if (cells[column] != null) {
                byte[] utf8 = cells[column].utf8();
                row.write(column + 1);
                row.write(utf8.length);
                row.writeBytes(utf8, 0, utf8.length);
            }
        }
        row.write(0);
        row.copyTo(out);
    }

    Rows rows() throws IOException {
        out.flush();
        return new Rows(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)));
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }

    /** The rows in the order in which they were added. */
    static final class Rows implements Closeable {
        private final DataInputStream in;
        private final PackedNumbers row = PackedNumbers.writing(BUFFER);

        private Rows(DataInputStream in) {
            this.in = in;
        }

        /** The deliveries of the next row, whose cells are to be read next. */
        long[] nextDeliveries() throws IOException {
            row.copyFrom(in);
            long[] deliveries = new long[(int) row.read()];
            for (int i = 0; i < deliveries.length; i++) {
                deliveries[i] = row.read();
            }
            return deliveries;
        }

        /** Puts the row's cells at the places of their columns, and {@code absent} at all others. */
        void readCells(String[] cells, int[] places, String absent) {
            Arrays.fill(cells, absent);
            for (int column = (int) row.read(); column > 0; column = (int) row.read()) {
                cells[places[column - 1]] = row.readText((int) row.read());
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
