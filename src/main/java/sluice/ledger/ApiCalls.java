package sluice.ledger;

import java.sql.SQLException;
import java.time.LocalDate;

/** Calls per day: the sum of the parts, of which each process moves its own, so that none waits for another. */
final class ApiCalls {
    private ApiCalls() {}

    static long of(Session session, LocalDate day) throws SQLException {
        return session.number("select coalesce(sum(calls), 0) from api_call where day = ?", day.toEpochDay());
    }

    /** How many there are then. A day before is kept for those whose clocks are late. */
    static long add(Session session, LocalDate day, long calls) throws SQLException {
        session.update(
                "insert into api_call (day, part, calls) values (?, ?, ?)"
                        + " on conflict (day, part) do update set calls = api_call.calls + excluded.calls",
                day.toEpochDay(),
                session.tallyPart(),
                calls);
        session.update(
                "delete from api_call where part = ? and day < ?",
                session.tallyPart(),
                day.minusDays(1).toEpochDay());
        return of(session, day);
    }
}
