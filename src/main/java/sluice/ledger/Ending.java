package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The end of open deliveries: their record keys go to who comes next, their events go unless they are dead letters. */
final class Ending {
    private static final String END =
            """
            update delivery set state = ?, uncertain = ?, changed_at = ?, payload = ?, record_keys = null,
                   owner = null, lease_until = null where id = ?""";

    private final Clock clock;
    private final RecordKeys recordKeys;

    Ending(Clock clock, RecordKeys recordKeys) {
        this.clock = clock;
        this.recordKeys = recordKeys;
    }

    /** An open delivery that ends now, and how. */
    record End(OpenDelivery delivery, State state, boolean uncertain) {}

    void end(Session session, List<End> ends) throws SQLException {
        List<Object[]> rows = new ArrayList<>(ends.size());
        List<Long> payloads = new ArrayList<>();
        long now = clock.millis();
        for (End end : ends) {
            OpenDelivery delivery = end.delivery();
            Long kept = end.state().keepsEvent() ? delivery.payload() : null;
            rows.add(new Object[] {end.state().code(), end.uncertain(), now, kept, delivery.id()});
            if (kept == null) {
                payloads.add(delivery.payload());
            }
        }
        session.batch(END, rows);
        dropUses(session, payloads);
        recordKeys.leaveAll(session, keys(ends));
        DeadKeys.remember(session, keys(having(State.DEAD, ends)));
        DeadKeys.overtake(session, keys(having(State.DELIVERED, ends)));
        count(session, ends);
    }

    /** An event without uses is gone. */
    static void dropUses(Session session, List<Long> payloads) throws SQLException {
        List<Object[]> all = payloads.stream().map(id -> new Object[] {id}).toList();
        int[] dropped = session.batch("delete from payload where id = ? and uses = 1", all);
        List<Object[]> shared = new ArrayList<>();
        for (int i = 0; i < dropped.length; i++) {
            if (dropped[i] == 0) {
                shared.add(all.get(i));
            }
        }
        session.batch("update payload set uses = uses - 1 where id = ?", shared);
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
