package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets deliveries of a group wait again as if they had not been put in. */
final class Releasing {
    private static final String MEMBERS = "select id from delivery where state = 7 and bulk_group = ?";

    private static final String SINGLY =
            "update delivery set lane = null, row_bytes = 0 where state = 7 and bulk_group = ? and id = ?";

    private static final String IS_OURS =
            "update bulk_group set lease_until = lease_until where id = ? and claims = ? and state >= 2 and state < 8";

    private static final String OVER =
            """
            update bulk_group set state = ?, changed_at = ?, claims = claims + 1, owner = null, lease_until = null
             where id = ? and state in (0, 1, 2)""";

    private final Clock clock;
    private final Settling settling;

    Releasing(Clock clock, Settling settling) {
        this.clock = clock;
        this.settling = settling;
    }

    /** How many were in the group; nothing is changed when it is no longer the claim's: they may be on their way. */
    int release(Session session, JobClaim claim, List<Long> ids, Instant dueAt) throws SQLException {
        return isOurs(session, claim) ? settling.letGo(session, claim.group(), ids, dueAt) : 0;
    }

    /** The same, out of their lane. */
    int releaseSingly(Session session, JobClaim claim, List<Long> ids, Instant dueAt) throws SQLException {
        if (!isOurs(session, claim)) {
            return 0;
        }
        List<Object[]> rows = new ArrayList<>();
        ids.forEach(id -> rows.add(new Object[] {claim.group(), id}));
        session.batch(SINGLY, rows);
        return settling.letGo(session, claim.group(), ids, dueAt);
    }

    /** And stays so until this is committed. */
    private static boolean isOurs(Session session, JobClaim claim) throws SQLException {
        return session.update(IS_OURS, claim.group(), claim.token()) == 1;
    }

    /**
     * All of a group that nothing was sent of, which is over then: whoever collects it or is preparing its job finds that it
     * is no longer theirs. How many.
     */
    int dissolve(Session session, long group) throws SQLException {
        if (session.update(OVER, GroupState.DONE.code(), clock.millis(), group) == 0) {
            return 0;
        }
        List<Long> members = session.list(MEMBERS, row -> row.getLong(1), group);
        return settling.letGo(session, group, members, clock.instant());
    }
}
