package sluice.flow.deliver;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.ledger.GroupTerms;
import sluice.ledger.RecordKey;

/**
 * Says which deliveries of a request go in one ingest job: those of its lane, as many as the terms have room for, but none
 * that comes behind a delivery of the same record which does not go in it, and, unless those of one record share a row, one
 * of each record. Not thread-safe.
 */
final class RowSelection {
    private final String lane;
    private final GroupTerms terms;
    private final Set<Set<RecordKey>> shared = new HashSet<>();
    private final Set<RecordKey> written = new HashSet<>();
    private final Set<RecordKey> leftOut = new HashSet<>();
    private int rows;
    private long bytes;

    RowSelection(String lane, GroupTerms terms) {
        this.lane = lane;
        this.terms = terms;
    }

    /** Asked for each in order of arrival. */
    boolean takes(Turn turn) {
        List<RecordKey> keys = turn.pair().placement().keys();
        boolean isFree = Optional.of(lane).equals(turn.lane()) && Collections.disjoint(keys, leftOut);
        boolean isTaken = isFree && (sharesRow(keys) || hasOwnRow(turn, keys));
        if (!isTaken) {
            leftOut.addAll(keys);
        }
        return isTaken;
    }

    private boolean sharesRow(List<RecordKey> keys) {
        return !keys.isEmpty() && shared.contains(Set.copyOf(keys));
    }

    private boolean hasOwnRow(Turn turn, List<RecordKey> keys) {
        int rowBytes = turn.pair().placement().rowBytes();
        boolean hasRoom = rows == 0 || rows < terms.maxRows() && bytes + rowBytes <= terms.maxBytes();
        if (!hasRoom || !Collections.disjoint(keys, written)) {
            return false;
        }
        rows++;
        bytes += rowBytes;
        written.addAll(keys);
        if (terms.mergesSameRecord()) {
            shared.add(Set.copyOf(keys));
        }
        return true;
    }
}
