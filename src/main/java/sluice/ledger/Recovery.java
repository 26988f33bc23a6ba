package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Puts right what a crash left between sending and its outcome. */
final class Recovery {
    private static final String REASON = "the service stopped before its outcome was known";

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
        List<Long> direct = session.list(
                "select id from delivery where direct = 1 and state < " + State.DELIVERED.code() + " order by id",
                row -> row.getLong(1));
        for (Long id : direct) {
            settling.bury(session, id, REASON);
        }
        return makeUncertain(session, Long.MAX_VALUE);
    }

    /** While running: a claim whose lease lapsed was lost with its thread. */
    int lapsed(Session session) throws SQLException {
        return makeUncertain(session, clock.millis());
    }

    private int makeUncertain(Session session, long leaseBefore) throws SQLException {
        long now = clock.millis();
        int uncertain = session.update(UNCERTAIN, now + settings.uncertainWait().toMillis(), now, leaseBefore);
        Tally.move(session, State.SENDING, State.WAITING, uncertain);
        return uncertain;
    }
}
