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
    private static final String SENDING_LAPSED =
            "select count(*) from (select 1 from delivery where state = 1 and lease_until < ? limit 1) as lapsed";

    private static final String LAPSED = "lease_until < ?";
    private static final String OURS = "owner = (select id from name where text = ?)";

    // Of the direct ones: those that were not sent yet; those that are being sent; and of those that rest the ones
    // whose callers were told, which nobody owns, and those whose process is gone.
    private static final String DIRECT = "direct = 1 and state < 2 and ";
    private static final String UNSENT = DIRECT + "state = 0 and ";
    private static final String SENT = DIRECT + "state = 1 and owner is not null and uncertain = 0 and ";
    private static final String TOLD = DIRECT + "state = 1 and owner is null and ";
    private static final String UNTOLD = DIRECT + "state = 1 and owner is not null and uncertain = 1 and ";

    private static final String REST = "update delivery set uncertain = 1, lease_until = ?, changed_at = ? where ";

    private static final String UNCERTAIN =
            """
            update delivery set state = 0, uncertain = case when uncertain = 0 then 1 else uncertain end, due_at = ?,
                   changed_at = ?, owner = null, lease_until = null
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
     * somebody waited for are dead, as soon as their records have rested. How many became uncertain.
     */
    int atStart(Session session) throws SQLException {
        return stopped(session, LAPSED, Long.MAX_VALUE);
    }

    /**
     * The same beside other processes: what one of our name had is nobody's, since that one is gone; of the others, what
     * lapsed. How many became uncertain.
     */
    int atStartOfReplica(Session session) throws SQLException {
        return stopped(session, OURS, settings.owner()) + lapsed(session);
    }

    /** Whether a claim's lease lapsed, or the rest of a record is over. Cheap. */
    boolean isNeeded(Session session) throws SQLException {
        return session.number(SENDING_LAPSED, clock.millis()) > 0;
    }

    /** While running: a claim whose lease lapsed was lost with its thread, or its process. How many became uncertain. */
    int lapsed(Session session) throws SQLException {
        long now = clock.millis();
        settling.endRested(session, direct(session, TOLD + LAPSED, now));
        bury(session, direct(session, UNTOLD + LAPSED, now));
        return stopped(session, LAPSED, now);
    }

    /** What nobody sends any more: Salesforce may still be at it. How many from the queue became uncertain. */
    private int stopped(Session session, String which, Object argument) throws SQLException {
        long now = clock.millis();
        long rested = now + settings.uncertainWait().toMillis();
        bury(session, direct(session, UNSENT + which, argument));
        session.update(REST + SENT + which, rested, now, argument);
        int uncertain = session.update(UNCERTAIN + which, rested, now, argument);
        Tally.move(session, State.SENDING, State.WAITING, uncertain);
        return uncertain;
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

    private static List<Long> direct(Session session, String which, Object argument) throws SQLException {
        return session.list("select id from delivery where " + which + " order by id", row -> row.getLong(1), argument);
    }

    private void bury(Session session, List<Long> ids) throws SQLException {
        for (Long id : ids) {
            settling.bury(session, id, STOPPED);
        }
    }
}
