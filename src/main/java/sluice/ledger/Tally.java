package sluice.ledger;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** How many deliveries are in each state. */
final class Tally {
    private Tally() {}

    static void add(Session session, State state, int deliveries) throws SQLException {
        if (deliveries != 0) {
            session.update("update tally set deliveries = deliveries + ? where state = ?", deliveries, state.code());
        }
    }

    static void move(Session session, State from, State to, int deliveries) throws SQLException {
        add(session, from, -deliveries);
        add(session, to, deliveries);
    }

    static long open(Session session) throws SQLException {
        return session.number("select sum(deliveries) from tally where state < " + State.DELIVERED.code());
    }

    static Map<State, Long> read(Session session) throws SQLException {
        Map<State, Long> counts = new EnumMap<>(State.class);
        session.list("select state, deliveries from tally", row -> counts.put(State.of(row.getInt(1)), row.getLong(2)));
        return counts;
    }
}
