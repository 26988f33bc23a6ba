package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of open deliveries: their record keys go to who comes next, their events go unless they are dead letters or events
 * are kept.
 */
final class Ending {
    private static final String END =
            """
            update delivery set state = ?, uncertain = ?, changed_at = ?, payload = ?, record_keys = null,
                   owner = null, lease_until = null where id = ?""";

    private final Clock clock;
    private final RecordKeys recordKeys;
    private final Payloads payloads;

    Ending(Clock clock, RecordKeys recordKeys, Payloads payloads) {
        this.clock = clock;
        this.recordKeys = recordKeys;
        this.payloads = payloads;
    }

    /** An open delivery that ends now, and how. */
    record End(OpenDelivery delivery, State state, Doubt doubt) {}

    void end(Session session, List<End> ends) throws SQLException {
        List<Object[]> rows = new ArrayList<>(ends.size());
        long now = clock.millis();
        Map<Long, Long> kept = kept(session, ends);
        for (End end : ends) {
            long id = end.delivery().id();
            rows.add(new Object[] {end.state().code(), end.doubt().code(), now, kept.get(id), id});
        }
        session.batch(END, rows);
        recordKeys.leaveAll(session, keys(ends));
        DeadKeys.remember(session, keys(having(State.DEAD, ends)));
        DeadKeys.overtake(session, keys(having(State.DELIVERED, ends)));
        count(session, ends);
    }

    /** The events that they still have, by delivery. */
    private Map<Long, Long> kept(Session session, List<End> ends) throws SQLException {
        Map<Long, Long> kept = new HashMap<>();
        Map<Long, Long> done = new LinkedHashMap<>();
        for (End end : ends) {
            OpenDelivery delivery = end.delivery();
            (end.state().keepsEvent() ? kept : done).put(delivery.id(), delivery.payload());
        }
        kept.putAll(payloads.end(session, done));
        return kept;
    }

    private static List<End> having(State state, List<End> ends) {
        return ends.stream().filter(end -> end.state() == state).toList();
    }

    private static Map<Long, List<RecordKey>> keys(List<End> ends) {
        Map<Long, List<RecordKey>> keys = new LinkedHashMap<>();
        ends.forEach(end -> keys.put(end.delivery().id(), end.delivery().keys()));
        return keys;
    }

    private static void count(Session session, List<End> ends) throws SQLException {
        Map<State, Integer> moved = new EnumMap<>(State.class);
        for (End end : ends) {
            moved.merge(end.delivery().state(), -1, Integer::sum);
            moved.merge(end.state(), 1, Integer::sum);
        }
        for (Map.Entry<State, Integer> entry : moved.entrySet()) {
            Tally.add(session, entry.getKey(), entry.getValue());
        }
    }
}
