package sluice.salesforce.bulk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream in which every kind of line end has become LF. FastCSV 4.1 takes the CR at the end of a quoted last cell for a
 * part of the line's own end, and loses the row. Not thread-safe.
 */
final class LineEnds extends InputStream {
    private final InputStream in;
    private boolean afterCr;

    LineEnds(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The text as this stream would give it. */
    static String in(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int start, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && length > 0) {
            int read = in.read(to, start, length);
            if (read < 0) {
                return -1;
            }
            kept = unify(to, start, read);
        }
        return kept;
    }

    /** How many bytes are left. */
    private int unify(byte[] bytes, int start, int length) {
        int end = start;
        for (int i = start; i < start + length; i++) {
            byte next = bytes[i];
            if (next != '\n' || !afterCr) {
                bytes[end++] = next == '\r' ? (byte) '\n' : next;
            }
            afterCr = next == '\r';
        }
        return end - start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
