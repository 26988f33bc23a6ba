package sluice.salesforce.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    Spool(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    /** @param cells encoded, by column; null for a column that the row lacks */
    void add(CsvText[] cells, int size, long[] deliveries) throws IOException {
        out.writeInt(deliveries.length);
        for (long delivery : deliveries) {
            out.writeLong(delivery);
        }
        for (int column = 0; column < size; column++) {
            if (cells[column] != null) {
                out.writeInt(column);
                out.writeInt(cells[column].utf8().length);
                out.write(cells[column].utf8());
            }
        }
        out.writeInt(-1);
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

        private Rows(DataInputStream in) {
            this.in = in;
        }

        /** The deliveries of the next row, whose cells are to be read next. */
        long[] nextDeliveries() throws IOException {
            long[] deliveries = new long[in.readInt()];
            for (int i = 0; i < deliveries.length; i++) {
                deliveries[i] = in.readLong();
            }
            return deliveries;
        }

        /** Puts the row's cells at the places of their columns, and {@code absent} at all others. */
        void readCells(String[] cells, int[] places, String absent) throws IOException {
            Arrays.fill(cells, absent);
            for (int column = in.readInt(); column >= 0; column = in.readInt()) {
                byte[] utf8 = in.readNBytes(in.readInt());
                cells[places[column]] = new String(utf8, StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
