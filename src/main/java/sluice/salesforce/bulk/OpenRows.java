package sluice.salesforce.bulk;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/** The rows of a manifest that have no result yet, found by their hash; equal rows in their order. Not thread-safe. */
final class OpenRows {
    private static final int NONE = -1;

    private final Manifest manifest;
    private final int[] slots;
    private final int[] next;
    private final int[] equal;
    private final BitSet taken;

    OpenRows(Manifest manifest) {
        this.manifest = manifest;
        int rows = manifest.rows();
        slots = new int[Integer.highestOneBit(Math.max(rows, 8)) * 4];
        Arrays.fill(slots, NONE);
        next = new int[rows];
        equal = new int[rows];
        taken = new BitSet(rows);
        for (int row = rows - 1; row >= 0; row--) {
            put(row);
        }
    }

    private void put(int row) {
        int slot = slot(manifest.shortHash(row));
        while (slots[slot] != NONE && !manifest.haveSameHash(slots[slot], row)) {
            slot = slot + 1 & slots.length - 1;
        }
        next[row] = slots[slot];
        equal[row] = slots[slot] == NONE ? 1 : equal[slots[slot]] + 1;
        slots[slot] = row;
    }

    /** The next row with this hash, which has its result now; empty where none is left or there never was one. */
    OptionalInt take(byte[] hash) {
        int slot = slot(Manifest.shortHash(hash, 0));
        while (slots[slot] != NONE && !manifest.hasHash(slots[slot], hash)) {
            slot = slot + 1 & slots.length - 1;
        }
        int row = slots[slot];
        if (row == NONE || taken.get(row)) {
            return OptionalInt.empty();
        }
        taken.set(row);
        if (next[row] != NONE) {
            equal[next[row]] = equal[row];
            slots[slot] = next[row];
        }
        return OptionalInt.of(row);
    }

    /** How many rows of the job are equal to one that was taken. */
    int equal(int row) {
        return equal[row];
    }

    int count() {
        return manifest.rows() - taken.cardinality();
    }

    boolean isOpen(int row) {
        return !taken.get(row);
    }

    private int slot(int hash) {
        return hash & slots.length - 1;
    }
}
