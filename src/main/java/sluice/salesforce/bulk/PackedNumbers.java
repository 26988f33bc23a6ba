package sluice.salesforce.bulk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Whole numbers in as few bytes as they need, seven bits a byte, least first. Either written or read; not thread-safe. */
final class PackedNumbers {
    private byte[] bytes;
    private int at;

    private PackedNumbers(byte[] bytes) {
        this.bytes = bytes;
    }

    static PackedNumbers writing(int expectedBytes) {
        return new PackedNumbers(new byte[Math.max(expectedBytes, 16)]);
    }

    /** Reading beyond the end throws {@link IllegalArgumentException}. */
    static PackedNumbers reading(byte[] bytes) {
        return new PackedNumbers(bytes);
    }

    /** Begins anew in the same room. */
    void clear() {
        at = 0;
    }

    void copyTo(DataOutput out) throws IOException {
        out.writeInt(at);
        out.write(bytes, 0, at);
    }

    void update(MessageDigest digest) {
        digest.update(bytes, 0, at);
    }

    /** Reads what {@link #copyTo} has written; what was there before is gone. */
    void copyFrom(DataInput in) throws IOException {
        at = 0;
        int length = in.readInt();
        room(length);
        in.readFully(bytes, 0, length);
    }

    void writeByte(byte value) {
        room(1);
        bytes[at++] = value;
    }

    void writeBytes(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, at, length);
        at += length;
    }

    /** @param value taken as unsigned */
    void write(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            writeByte((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        writeByte((byte) rest);
    }

    void writeSigned(long value) {
        write(value << 1 ^ value >> 63);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, at);
    }

    byte readByte() {
        need(1);
        return bytes[at++];
    }

    byte[] readBytes(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String readText(int length) {
        need(length);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    long read() {
        long value = 0;
        int shift = 0;
        byte next = readByte();
        while (next < 0) {
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
            next = readByte();
        }
        return value | (long) next << shift;
    }

    long readSigned() {
        long value = read();
        return value >>> 1 ^ -(value & 1);
    }

    private void room(int length) {
        if (at + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + length));
        }
    }

    private void need(int length) {
        if (length < 0 || at + length > bytes.length) {
            throw new IllegalArgumentException("packed numbers: expected more bytes");
        }
    }
}
