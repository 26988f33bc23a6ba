package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts direct deliveries into a group of their own that is to be sent at once, as soon as nobody but themselves stands
 * before them in the lines of their record keys.
 */
final class DirectGrouping {
    private static final int STEP = 512;

    private static final String WAITING =
            "select id, unheld, row_bytes, record_keys from delivery where direct = 1 and state = 0 and id in ";

    private static final String BEFORE =
            """
            select delivery from key_head where record_key = ?
             union all
            select delivery from key_wait where record_key = ? and delivery < ?""";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Names names;

    DirectGrouping(LedgerSettings settings, Clock clock, Names names) {
        this.settings = settings;
        this.clock = clock;
        this.names = names;
    }

    private record Waiting(long id, int unheld, int bytes, Set<RecordKey> keys) {
        static Waiting read(ResultSet row) throws SQLException {
            Set<RecordKey> keys = new LinkedHashSet<>(RecordKeys.unpack(row.getBytes(4)));
            return new Waiting(row.getLong(1), row.getInt(2), row.getInt(3), keys);
        }
    }

    /**
     * Empty while others stand before them.
     *
     * @throws IllegalArgumentException when one of them is no waiting direct delivery
     */
    Optional<JobClaim> claim(Session session, String lane, GroupTerms terms, List<Long> ids) throws SQLException {
        List<Waiting> deliveries = waiting(session, ids);
        Set<Long> own = Set.copyOf(ids);
        for (Waiting delivery : deliveries) {
            if (delivery.unheld() > 0 && !isBehind(session, delivery, own)) {
                return Optional.empty();
            }
        }
        return Optional.of(put(session, lane, terms, deliveries));
    }

    private static List<Waiting> waiting(Session session, List<Long> ids) throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        for (int first = 0; first < ids.size(); first += STEP) {
            List<Long> step = ids.subList(first, Math.min(first + STEP, ids.size()));
            String sql = WAITING + Among.placeholders(step.size()) + " order by id";
            waiting.addAll(session.list(sql, Waiting::read, Among.padded(step).toArray()));
        }
        if (waiting.size() != ids.size()) {
            throw new IllegalArgumentException(
                    "deliveries: expected %d direct ones that wait, were %d".formatted(ids.size(), waiting.size()));
        }
        return waiting;
    }

    /** Whether only these stand before it. */
    private static boolean isBehind(Session session, Waiting delivery, Set<Long> own) throws SQLException {
        for (RecordKey key : delivery.keys()) {
            byte[] bytes = key.bytes();
            if (!own.containsAll(session.list(BEFORE, row -> row.getLong(1), bytes, bytes, delivery.id()))) {
                return false;
            }
        }
        return true;
    }

    private JobClaim put(Session session, String lane, GroupTerms terms, List<Waiting> deliveries) throws SQLException {
        long now = clock.millis();
        long group = GroupRows.insert(
                        session,
                        GroupState.READY,
                        names.id(session, lane),
                        names.id(session, terms.mapping()),
                        terms,
                        names.id(session, settings.owner()),
                        settings.leaseFrom(now),
                        now)
                .orElseThrow();
        session.update("update bulk_group set direct = 1, claims = 1, attempts = 1 where id = ?", group);
        long bytes = deliveries.stream().mapToLong(Waiting::bytes).sum();
        Joining.seated(session, group, now, seats(deliveries, terms.mergesSameRecord()), bytes);
        return GroupRows.job(session, group);
    }

    /** Behind the first one with the same keys, where they are to be merged. */
    private static List<Joining.Seat> seats(List<Waiting> deliveries, boolean merges) {
        List<Joining.Seat> seats = new ArrayList<>();
        Map<Set<RecordKey>, Long> first = new HashMap<>();
        for (Waiting delivery : deliveries) {
            boolean alone = !merges || delivery.keys().isEmpty();
            Long before = alone ? null : first.putIfAbsent(delivery.keys(), delivery.id());
            seats.add(new Joining.Seat(delivery.id(), before == null ? delivery.id() : before));
        }
        return seats;
    }
}
