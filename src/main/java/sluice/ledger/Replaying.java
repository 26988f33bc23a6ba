package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters get another try, or are thrown away. Who is replayed gets a new id, which is its new place: the end; it is as
 * uncertain as it was, unless somebody forces it. Reads in pages beside the writer and changes in bounded steps, so that
 * intake goes on.
 */
final class Replaying {
    private static final int STEP = 500;

    private static final String WAIT =
            """
            update delivery set id = ?, state = 0, direct = 0, attempts = 0, uncertain = ?, unheld = ?, record_keys = ?, lane = ?,
                   row_bytes = ?, due_at = ?, changed_at = ?
             where id = ?""";

    private final Writer writer;
    private final Readers readers;
    private final Clock clock;
    private final Store store;
    private final Names names;
    private final RecordKeys recordKeys;
    private final Settling settling;
    private final Seen seen = new Seen();

    Replaying(
            Writer writer,
            Readers readers,
            Clock clock,
            Store store,
            Names names,
            RecordKeys recordKeys,
            Settling settling) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
        this.store = store;
        this.names = names;
        this.recordKeys = recordKeys;
        this.settling = settling;
    }

    /** What a step does with some of the letters. */
    @FunctionalInterface
    private interface Step<T> {
        T of(List<Delivery> letters);
    }

    Replay replay(DeliveryFilter filter, boolean force, Placing placing) {
        return inSteps(filter, letters -> {
                    Map<Delivery, Placement> present = new LinkedHashMap<>();
                    letters.forEach(letter -> present.put(letter, placing.of(letter)));
                    return writer.call(letters.size(), session -> replay(session, present, force));
                })
                .stream()
                .reduce(Replay.NONE, Replay::plus);
    }

    /** How many were thrown away. */
    int discard(DeliveryFilter filter) {
        return inSteps(filter, letters -> writer.call(letters.size(), session -> discard(session, letters))).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Oldest first, up to the newest of now: what dies again meanwhile is not taken again. */
    private <T> List<T> inSteps(DeliveryFilter filter, Step<T> step) {
        long last = readers.read(session -> session.number("select coalesce(max(id), 0) from delivery"));
        List<T> results = new ArrayList<>();
        List<Delivery> letters = page(filter, 0, last);
        while (!letters.isEmpty()) {
            results.add(step.of(letters));
            letters = page(filter, letters.get(letters.size() - 1).id(), last);
        }
        return results;
    }

    private List<Delivery> page(DeliveryFilter filter, long after, long last) {
        return readers.read(session -> Listing.deadOldestFirst(session, filter, after, last, STEP));
    }

    private Replay replay(Session session, Map<Delivery, Placement> letters, boolean force) throws SQLException {
        List<Long> ids = store.newIds(session, letters.size());
        int replayed = 0;
        int overtaken = 0;
        int uncertain = 0;
        for (Map.Entry<Delivery, Placement> letter : letters.entrySet()) {
            Delivery delivery = letter.getKey();
            if (!isDead(session, delivery.id())) {
                continue;
            }
            if (!force && DeadKeys.isOvertaken(session, delivery.id())) {
                overtaken++;
            } else {
                Doubt doubt = force ? Doubt.NONE : delivery.doubt();
                waitAgain(session, delivery, doubt, ids.get(replayed++), letter.getValue());
                uncertain += doubt == Doubt.NONE ? 0 : 1;
            }
        }
        Tally.move(session, State.DEAD, State.WAITING, replayed);
        return new Replay(replayed, overtaken, uncertain);
    }

    private void waitAgain(Session session, Delivery letter, Doubt doubt, long id, Placement present)
            throws SQLException {
        DeadKeys.forget(session, letter.id());
        int unheld = recordKeys.joinAtEnd(session, Map.of(id, present.keys())).get(id);
        long now = clock.millis();
        Long lane = names.idOrNull(session, present.lane());
        byte[] keys = RecordKeys.pack(present.keys());
        session.update(WAIT, id, doubt.code(), unheld, keys, lane, present.rowBytes(), now, now, letter.id());
        session.update("update outcome set delivery = ? where delivery = ?", id, letter.id());
        seen.move(session, letter.messageId(), letter.id(), id);
    }

    private int discard(Session session, List<Delivery> letters) throws SQLException {
        int discarded = 0;
        for (Delivery letter : letters) {
            if (isDead(session, letter.id())) {
                settling.discard(session, letter.id());
                discarded++;
            }
        }
        return discarded;
    }

    private static boolean isDead(Session session, long id) throws SQLException {
        return session.number("select count(*) from delivery where id = ? and state = 4", id) == 1;
    }
}
