package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Puts right what a crash left between sending and its outcome. */
final class Recovery {
    private static final String STOPPED = "the service stopped before its outcome was known";
    private static final String LAPSED = "its lease lapsed before its outcome was known";
    private static final String DIRECT = "select id from delivery where direct = 1 and state < 2 order by id";
    private static final String DIRECT_LAPSED =
            "select id from delivery where state = 1 and direct = 1 and lease_until < ? order by id";

    private static final String UNCERTAIN =
            """
            update delivery set state = 0, uncertain = 1, due_at = ?, changed_at = ?, owner = null, lease_until = null
             where state = 1 and direct = 0 and lease_until < ?""";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Settling settling;

    Recovery(LedgerSettings settings, Clock clock, Settling settling) {
        this.settings = settings;
        this.clock = clock;
        this.settling = settling;
    }

    /**
     * After a start: nobody else can be sending. Those from the queue wait again, uncertain, at their place; those that
     * somebody waited for are dead. How many became uncertain.
     */
    int atStart(Session session) throws SQLException {
        bury(session, session.list(DIRECT, row -> row.getLong(1)), STOPPED);
        return makeUncertain(session, Long.MAX_VALUE);
    }

    /** While running: a claim whose lease lapsed was lost with its thread. */
    void lapsed(Session session) throws SQLException {
        long now = clock.millis();
        if (session.number("select exists (select 1 from delivery where state = 1 and lease_until < ?)", now) == 1) {
            bury(session, session.list(DIRECT_LAPSED, row -> row.getLong(1), now), LAPSED);
            makeUncertain(session, now);
        }
    }

    private void bury(Session session, List<Long> ids, String reason) throws SQLException {
        for (Long id : ids) {
            settling.bury(session, id, reason);
        }
    }

    private int makeUncertain(Session session, long leaseBefore) throws SQLException {
        long now = clock.millis();
        int uncertain = session.update(UNCERTAIN, now + settings.uncertainWait().toMillis(), now, leaseBefore);
        Tally.move(session, State.SENDING, State.WAITING, uncertain);
        return uncertain;
    }
}
