package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts right what a crash left between sending and its outcome. Who waits for a direct delivery renews its lease, so
 * that those of a process that is gone do not hold their record keys for good.
 */
final class Recovery {
    private static final String STOPPED = "the process that had it stopped before its outcome was known";
    private static final String DIRECT = "select id from delivery where direct = 1 and state < 2 order by id";
    private static final String DIRECT_LAPSED =
            "select id from delivery where direct = 1 and state < 2 and lease_until < ? order by id";
    private static final String SENDING_LAPSED =
            "select count(*) from (select 1 from delivery where state = 1 and lease_until < ? limit 1) as lapsed";

    private static final String OURS = "owner = (select id from name where text = ?)";
    private static final String DIRECT_OURS =
            "select id from delivery where direct = 1 and state < 2 and " + OURS + " order by id";

    private static final String UNCERTAIN =
            """
            update delivery set state = 0, uncertain = 1, due_at = ?, changed_at = ?, owner = null, lease_until = null
             where state = 1 and direct = 0 and\s""";

    private static final int STEP = 512;
    private static final String RENEW = "update delivery set lease_until = ? where direct = 1 and state = 0 and id in ";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Settling settling;

    Recovery(LedgerSettings settings, Clock clock, Settling settling) {
        this.settings = settings;
        this.clock = clock;
        this.settling = settling;
    }

    /**
     * After a start alone: nobody else can be sending. Those from the queue wait again, uncertain, at their place; those that
     * somebody waited for are dead. How many became uncertain.
     */
    int atStart(Session session) throws SQLException {
        bury(session, session.list(DIRECT, row -> row.getLong(1)), STOPPED);
        return makeUncertain(session, "lease_until < ?", Long.MAX_VALUE);
    }

    /**
     * The same beside other processes: what one of our name had is nobody's, since that one is gone; of the others, what
     * lapsed. How many became uncertain.
     */
    int atStartOfReplica(Session session) throws SQLException {
        bury(session, session.list(DIRECT_OURS, row -> row.getLong(1), settings.owner()), STOPPED);
        return makeUncertain(session, OURS, settings.owner()) + lapsed(session);
    }

    /** Whether a claim's lease lapsed. Cheap. */
    boolean isNeeded(Session session) throws SQLException {
        return session.number(SENDING_LAPSED, clock.millis()) > 0;
    }

    /** While running: a claim whose lease lapsed was lost with its thread, or its process. How many became uncertain. */
    int lapsed(Session session) throws SQLException {
        long now = clock.millis();
        bury(session, session.list(DIRECT_LAPSED, row -> row.getLong(1), now), STOPPED);
        return makeUncertain(session, "lease_until < ?", now);
    }

    /** Direct deliveries that still wait for their keys, and somebody for them. */
    void renew(Session session, List<Long> ids) throws SQLException {
        for (int first = 0; first < ids.size(); first += STEP) {
            List<Long> step = ids.subList(first, Math.min(first + STEP, ids.size()));
            List<Object> arguments = new ArrayList<>(List.of(settings.leaseFrom(clock.millis())));
            arguments.addAll(Among.padded(step));
            session.update(RENEW + Among.placeholders(step.size()), arguments.toArray());
        }
    }

    private void bury(Session session, List<Long> ids, String reason) throws SQLException {
        for (Long id : ids) {
            settling.bury(session, id, reason);
        }
    }

    private int makeUncertain(Session session, String which, Object argument) throws SQLException {
        long now = clock.millis();
        long dueAt = now + settings.uncertainWait().toMillis();
        int uncertain = session.update(UNCERTAIN + which, dueAt, now, argument);
        Tally.move(session, State.SENDING, State.WAITING, uncertain);
        return uncertain;
    }
}
