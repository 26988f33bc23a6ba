package sluice.salesforce.bulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which deliveries each row of a job's CSV is. Kept before the job is closed, since an event need not give the same row
 * again. Immutable and thread-safe.
 *
 * <p>A row is known by a hash, 16 bytes; see {@link RowHash}. The same hash twice are equal rows.
 */
public final class Manifest {
    private static final byte FORM = 1;

    private final byte[] hashes;
    private final long[] deliveries;
    private final int[] ends;

    private Manifest(byte[] hashes, long[] deliveries, int[] ends) {
        this.hashes = hashes;
        this.deliveries = deliveries;
        this.ends = ends;
    }

    /** Takes the rows in the order of the CSV. Not thread-safe. */
    static final class Builder {
        private byte[] hashes = new byte[RowHash.BYTES << 10];
        private long[] deliveries = new long[1 << 10];
        private int[] ends = new int[1 << 10];
        private int rows;
        private int total;

        void add(byte[] hash, long[] of) {
            if (rows == ends.length) {
                ends = Arrays.copyOf(ends, rows * 2);
                hashes = Arrays.copyOf(hashes, hashes.length * 2);
            }
            if (total + of.length > deliveries.length) {
                deliveries = Arrays.copyOf(deliveries, Math.max(deliveries.length * 2, total + of.length));
            }
            System.arraycopy(hash, 0, hashes, rows * RowHash.BYTES, RowHash.BYTES);
            System.arraycopy(of, 0, deliveries, total, of.length);
            total += of.length;
            ends[rows++] = total;
        }

        Manifest build() {
            return new Manifest(
                    Arrays.copyOf(hashes, rows * RowHash.BYTES),
                    Arrays.copyOf(deliveries, total),
                    Arrays.copyOf(ends, rows));
        }
    }

    /**
     * The manifest that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    public static Manifest of(byte[] bytes) {
        PackedNumbers in = PackedNumbers.reading(bytes);
        if (in.readByte() != FORM) {
            throw new IllegalArgumentException("manifest of an ingest job: written by another version");
        }
        Builder builder = new Builder();
        int rows = (int) in.read();
        long last = 0;
        for (int row = 0; row < rows; row++) {
            byte[] hash = in.readBytes(RowHash.BYTES);
            long[] deliveries = new long[(int) in.read()];
            for (int i = 0; i < deliveries.length; i++) {
                last += in.readSigned();
                deliveries[i] = last;
            }
            builder.add(hash, deliveries);
        }
        return builder.build();
    }

    /** Some 19 bytes a row. */
    public byte[] toBytes() {
        PackedNumbers out = PackedNumbers.writing(1 + rows() * (RowHash.BYTES + 3));
        out.writeByte(FORM);
        out.write(rows());
        long last = 0;
        for (int row = 0; row < rows(); row++) {
            out.writeBytes(hashes, row * RowHash.BYTES, RowHash.BYTES);
            out.write(end(row) - start(row));
            for (int i = start(row); i < end(row); i++) {
                out.writeSigned(deliveries[i] - last);
                last = deliveries[i];
            }
        }
        return out.toBytes();
    }

    public int rows() {
        return ends.length;
    }

    /** The ids of the deliveries that are this row, at least one; several were merged into it. */
    public List<Long> deliveries(int row) {
        List<Long> ids = new ArrayList<>(end(row) - start(row));
        for (int i = start(row); i < end(row); i++) {
            ids.add(deliveries[i]);
        }
        return ids;
    }

    /** Those of all rows. */
    public LongStream deliveries() {
        return Arrays.stream(deliveries);
    }

    /** The first bytes of a row's hash, as a number. */
    int shortHash(int row) {
        return shortHash(hashes, row * RowHash.BYTES);
    }

    static int shortHash(byte[] hash, int at) {
        return hash[at] << 24 | (hash[at + 1] & 0xff) << 16 | (hash[at + 2] & 0xff) << 8 | hash[at + 3] & 0xff;
    }

    boolean hasHash(int row, byte[] hash) {
        int at = row * RowHash.BYTES;
        return Arrays.equals(hashes, at, at + RowHash.BYTES, hash, 0, RowHash.BYTES);
    }

    boolean haveSameHash(int row, int other) {
        int at = row * RowHash.BYTES;
        int otherAt = other * RowHash.BYTES;
        return Arrays.equals(hashes, at, at + RowHash.BYTES, hashes, otherAt, otherAt + RowHash.BYTES);
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    private int end(int row) {
        return ends[row];
    }
}
