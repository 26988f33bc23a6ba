package sluice.flow.deliver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.ledger.GroupTerms;
import sluice.ledger.RecordKey;

/**
 * What of a request is still to be delivered, in order of arrival. What is taken next stands behind nobody else of the
 * request that writes a record of its: so the request never waits for itself. Not thread-safe.
 */
final class Lineup {
    private Deque<Turn> left;

    Lineup(Collection<Turn> turns) {
        left = new ArrayDeque<>(turns);
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** Takes the first of all. */
    Turn takeFirst() {
        return left.removeFirst();
    }

    /** The first of those that may go in a job and stand behind nobody; empty: the first of all is none of those. */
    Optional<Turn> firstRow() {
        Set<RecordKey> before = new HashSet<>();
        for (Turn turn : left) {
            List<RecordKey> keys = turn.pair().placement().keys();
            if (turn.lane().isPresent() && Collections.disjoint(keys, before)) {
                return Optional.of(turn);
            }
            before.addAll(keys);
        }
        return Optional.empty();
    }

    /** Takes all that may go in jobs, and whoever stands behind one of them. */
    List<Turn> takeRows() {
        Set<RecordKey> before = new HashSet<>();
        Deque<Turn> others = new ArrayDeque<>();
        List<Turn> taken = new ArrayList<>();
        for (Turn turn : left) {
            List<RecordKey> keys = turn.pair().placement().keys();
            if (turn.lane().isPresent() || !Collections.disjoint(keys, before)) {
                before.addAll(keys);
                taken.add(turn);
            } else {
                others.add(turn);
            }
        }
        left = others;
        return taken;
    }

    /** Takes the job of {@link #firstRow}: it and those of its lane that can go with it. */
    List<Turn> takeJob(Turn firstRow, GroupTerms terms) {
        RowSelection job = new RowSelection(firstRow.lane().orElseThrow(), terms);
        Deque<Turn> others = new ArrayDeque<>();
        List<Turn> taken = new ArrayList<>();
        for (Turn turn : left) {
            (job.takes(turn) ? taken : others).add(turn);
        }
        left = others;
        return taken;
    }
}
