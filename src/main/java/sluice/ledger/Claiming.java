package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes what is due for sending. Mappings take turns by age: the one whose oldest due delivery is oldest is next. An
 * index holds the claimable ones only, so that neither done rows nor those behind another of their record cost anything.
 */
final class Claiming {
    /** Events read into memory by one claim, but for the last step's. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final int STEP = 64;
    /** How long work that another process brought may go unseen, milliseconds. */
    static final long LOOK_AGAIN = 250;

    static final String OLDEST_PER_MAPPING =
            """
            with recursive claimable (mapping) as (
              select min(mapping) from delivery where state = 0 and unheld = 0 and direct = 0 and lane is null
              union all
              select (select min(mapping) from delivery
                       where state = 0 and unheld = 0 and direct = 0 and lane is null and mapping > claimable.mapping)
                from claimable where claimable.mapping is not null)
            select claimable.mapping, due_at
              from claimable
              join delivery on id = (select id from delivery d
                                      where state = 0 and unheld = 0 and direct = 0 and lane is null
                                        and d.mapping = claimable.mapping order by due_at, id limit 1)
             order by due_at, id""";

    static final String DUE_OF_MAPPING =
            """
            select id from delivery
             where state = 0 and unheld = 0 and direct = 0 and lane is null and mapping = ? and due_at <= ?
             order by due_at, id limit ?""";

    static final String DUE_OF_LANE =
            """
            select id from delivery
             where state = 0 and unheld = 0 and direct = 0 and lane is not null and lane = ? and due_at <= ?
             order by due_at, id limit ?""";

    private static final String DELIVERIES =
            """
            select d.id, source, message_id, mapping, action, attempts, uncertain, received_at, sent_at, due_at, claims,
                   body
              from delivery d join payload p on p.id = d.payload where d.id in\s""";

    private static final String SEND =
            """
            update delivery set state = 1, attempts = attempts + 1, claims = claims + 1, owner = ?, lease_until = ?,
                   changed_at = ?, sent_at = case when uncertain > 0 then coalesce(sent_at, received_at) else ? end
             where id in\s""";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Store store;
    private final Names names;
    private final WorkSignal signal;
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    Claiming(LedgerSettings settings, Clock clock, Store store, Names names, WorkSignal signal) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.names = names;
        this.signal = signal;
    }

    private record Oldest(long mapping, long dueAt) {}

    Optional<Claim> claim(Session session, int max) throws SQLException {
        long owner = names.id(session, settings.owner()); // before rows are locked: it may wait for another process
        long now = clock.millis();
        for (Oldest next : oldest(session)) {
            if (next.dueAt() > now) {
                idleUntil(next.dueAt());
                return Optional.empty();
            }
            List<Delivery> deliveries = send(session, DUE_OF_MAPPING, next.mapping(), owner, now, max);
            if (!deliveries.isEmpty()) { // else another process is claiming them
                return Optional.of(new Claim(names.text(session, next.mapping()), deliveries));
            }
        }
        idleUntil(Long.MAX_VALUE);
        return Optional.empty();
    }

    /** What is due of a lane, to be written by record calls after all. */
    Optional<Claim> claimLane(Session session, String lane, int max) throws SQLException {
        long owner = names.id(session, settings.owner());
        List<Delivery> deliveries = send(session, DUE_OF_LANE, names.id(session, lane), owner, clock.millis(), max);
        return deliveries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Claim(deliveries.get(0).mapping(), deliveries));
    }

    private void idleUntil(long dueAt) {
        signal.idleUntil(store.isShared() ? Math.min(dueAt, clock.millis() + LOOK_AGAIN) : dueAt);
    }

    /** A direct delivery that holds its keys; empty while it does not. */
    Optional<Delivery> claimDirect(Session session, long id) throws SQLException {
        long unheld = session.first(
                        "select unheld from delivery where id = ? and direct = 1 and state = 0",
                        row -> row.getLong(1),
                        id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "delivery %d: expected a direct one that waits, was none".formatted(id)));
        if (unheld > 0) {
            return Optional.empty();
        }
        Tally.move(session, State.WAITING, State.SENDING, 1);
        long owner = names.id(session, settings.owner());
        long leaseUntil = settings.leaseFrom(clock.millis());
        return send(session, List.of(id), owner, leaseUntil).stream().findFirst();
    }

    /** Nothing of the mapping is claimed until {@link #resume}. Both from any thread. */
    void pause(String mapping) {
        paused.add(mapping);
    }

    void resume(String mapping) {
        paused.remove(mapping);
    }

    boolean isPaused(String mapping) {
        return paused.contains(mapping);
    }

    private List<Oldest> oldest(Session session) throws SQLException {
        List<Oldest> candidates = session.list(OLDEST_PER_MAPPING, row -> new Oldest(row.getLong(1), row.getLong(2)));
        List<Long> left = new ArrayList<>();
        for (String mapping : paused) {
            left.add(names.id(session, mapping));
        }
        return candidates.stream()
                .filter(candidate -> !left.contains(candidate.mapping()))
                .toList();
    }

    private List<Delivery> send(Session session, String due, long of, long owner, long now, int max)
            throws SQLException {
        List<Long> ids = session.list(due + store.skipLocked(), row -> row.getLong(1), of, now, max);
        return sendInSteps(session, ids, owner, settings.leaseFrom(now));
    }

    /** Those of the ids that fit into memory, from the first on, by a claim that was made before. */
    List<Delivery> sendBehind(Session session, List<Long> ids, Instant leaseUntil) throws SQLException {
        return sendInSteps(session, ids, names.id(session, settings.owner()), leaseUntil.toEpochMilli());
    }

    private List<Delivery> sendInSteps(Session session, List<Long> ids, long owner, long leaseUntil)
            throws SQLException {
        List<Delivery> deliveries = new ArrayList<>(ids.size());
        long bytes = 0;
        for (int first = 0; first < ids.size() && bytes < MAX_BYTES; first += STEP) {
            for (Delivery delivery :
                    send(session, ids.subList(first, Math.min(first + STEP, ids.size())), owner, leaseUntil)) {
                deliveries.add(delivery);
                bytes += delivery.event().stored().length;
            }
        }
        Tally.move(session, State.WAITING, State.SENDING, deliveries.size());
        return deliveries;
    }

    private List<Delivery> send(Session session, List<Long> ids, long owner, long leaseUntil) throws SQLException {
        String among = Among.placeholders(ids.size());
        long now = clock.millis();
        List<Object> arguments = new ArrayList<>(List.of(owner, leaseUntil, now, now));
        arguments.addAll(Among.padded(ids));
        session.update(SEND + among, arguments.toArray());
        return session.list(
                DELIVERIES + among + " order by due_at, d.id",
                row -> delivery(session, row, Instant.ofEpochMilli(leaseUntil)),
                Among.padded(ids).toArray());
    }

    private Delivery delivery(Session session, ResultSet row, Instant leaseUntil) throws SQLException {
        return new Delivery(
                row.getLong(1),
                names.text(session, row.getLong(2)),
                row.getString(3),
                names.text(session, row.getLong(4)),
                names.text(session, row.getLong(5)),
                State.SENDING,
                row.getInt(6),
                Doubt.of(row.getInt(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                row.getLong(11),
                leaseUntil,
                EventBody.owning(row.getBytes(12)));
    }
}
