package sluice.ledger;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** How many deliveries are in each state: the sum of the parts. */
final class Tally {
    private static final String OPEN = "select sum(deliveries) from tally where state in (0, 1, 7)";

    private Tally() {}

    /** Makes the rows of a part that may be new. */
    static void prepare(Session session, int part) throws SQLException {
        for (State state : State.values()) {
            session.update(
                    "insert into tally (part, state, deliveries) values (?, ?, 0) on conflict do nothing",
                    part,
                    state.code());
        }
    }

    static void add(Session session, State state, int deliveries) throws SQLException {
        if (deliveries != 0) {
            session.update(
                    "update tally set deliveries = deliveries + ? where part = ? and state = ?",
                    deliveries,
                    session.tallyPart(),
                    state.code());
        }
    }

    static void move(Session session, State from, State to, int deliveries) throws SQLException {
        add(session, from, -deliveries);
        add(session, to, deliveries);
    }

    static long open(Session session) throws SQLException {
        return session.number(OPEN);
    }

    static Map<State, Long> read(Session session) throws SQLException {
        Map<State, Long> counts = new EnumMap<>(State.class);
        session.list(
                "select state, sum(deliveries) from tally group by state",
                row -> counts.put(State.of(row.getInt(1)), row.getLong(2)));
        return counts;
    }
}
