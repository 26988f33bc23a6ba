package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Carries the jobs of groups on, step by step: each claimed for as long as its lease lasts, by one process at a time. */
final class Stepping {
    private static final String MAY_GO_ON =
            """
            state >= 2 and state < 8
               and (state > 2 or direct = 1 or mapping not in (select bulk_hold.mapping from bulk_hold))""";

    private static final String NEXT = "select id from bulk_group where " + MAY_GO_ON
            + """
               and due_at <= ? and (lease_until is null or lease_until < ?)
             order by direct desc, due_at, id limit 1""";

    private static final String NEXT_DUE_AT =
            "select coalesce(min(case when lease_until is null or lease_until < due_at"
                    + " then due_at else lease_until + 1 end), " + Long.MAX_VALUE + ") from bulk_group where "
                    + MAY_GO_ON;

    private static final String CLAIM =
            """
            update bulk_group set owner = ?, lease_until = ?, claims = claims + 1, attempts = attempts + 1
             where id = ?""";

    private static final String IS_OURS = " where id = ? and claims = ? and state >= 2 and state < 8";
    private static final String RENEW = "update bulk_group set lease_until = ?" + IS_OURS;
    private static final String STEP =
            "update bulk_group set state = ?, changed_at = ?, attempts = 0, lease_until = ?" + IS_OURS;
    private static final String POSTPONE =
            "update bulk_group set due_at = ?, owner = null, lease_until = null" + IS_OURS;
    private static final String FINISH =
            "update bulk_group set state = ?, changed_at = ?, error = ?, manifest = null, owner = null, lease_until = null"
                    + IS_OURS;

    private static final String IS_HELD =
            "select count(*) from bulk_hold where mapping = (select mapping from bulk_group where id = ? and direct = 0)";

    private static final String MEMBERS = "select count(*) from delivery where state = 7 and bulk_group = ?";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Store store;
    private final Names names;

    Stepping(LedgerSettings settings, Clock clock, Store store, Names names) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.names = names;
    }

    Optional<JobClaim> claim(Session session) throws SQLException {
        long owner = names.id(session, settings.owner()); // before a row is locked: it may wait for another process
        long now = clock.millis();
        Optional<Long> next = session.first(NEXT + store.skipLocked(), row -> row.getLong(1), now, now);
        return next.isEmpty() ? Optional.empty() : Optional.of(claim(session, next.get(), owner, now));
    }

    /** When {@link #claim} has something again, as far as is known. */
    long nextDueAt(Session session) throws SQLException {
        return session.number(NEXT_DUE_AT);
    }

    /** Empty when it is no longer the claim's; also one that is to begin while its mapping is held, which is let go. */
    Optional<JobClaim> step(Session session, JobClaim claim, JobStep step) throws SQLException {
        if (step instanceof JobStep.Intended && session.number(IS_HELD, claim.group()) > 0) {
            postpone(session, claim, clock.instant());
            return Optional.empty();
        }
        long now = clock.millis();
        int state = step.state().code();
        if (session.update(STEP, state, now, settings.leaseFrom(now), claim.group(), claim.token()) == 0) {
            return Optional.empty();
        }
        note(session, claim.group(), step, now);
        return Optional.of(GroupRows.job(session, claim.group()));
    }

    Optional<JobClaim> renew(Session session, JobClaim claim) throws SQLException {
        long leaseUntil = settings.leaseFrom(clock.millis());
        return session.update(RENEW, leaseUntil, claim.group(), claim.token()) == 0
                ? Optional.empty()
                : Optional.of(GroupRows.job(session, claim.group()));
    }

    boolean postpone(Session session, JobClaim claim, Instant dueAt) throws SQLException {
        return session.update(POSTPONE, dueAt.toEpochMilli(), claim.group(), claim.token()) == 1;
    }

    /** @throws IllegalStateException when some of its deliveries have no outcome */
    boolean finish(Session session, JobClaim claim, GroupState over, String error) throws SQLException {
        long left = session.number(MEMBERS, claim.group());
        if (left > 0) {
            throw new IllegalStateException(
                    "group %d: expected an outcome for every delivery, had none for %d".formatted(claim.group(), left));
        }
        return session.update(FINISH, over.code(), clock.millis(), error, claim.group(), claim.token()) == 1;
    }

    private JobClaim claim(Session session, long group, long owner, long now) throws SQLException {
        session.update(CLAIM, owner, settings.leaseFrom(now), group);
        return GroupRows.job(session, group);
    }

    private static void note(Session session, long group, JobStep step, long now) throws SQLException {
        if (step instanceof JobStep.Intended) {
            session.update("update bulk_group set intended_at = ?, job = null where id = ?", now, group);
        } else if (step instanceof JobStep.Created created) {
            session.update("update bulk_group set job = ? where id = ?", created.jobId(), group);
        } else if (step instanceof JobStep.Uploaded uploaded) {
            session.update("update bulk_group set manifest = ? where id = ?", uploaded.manifest(), group);
        } else if (step instanceof JobStep.Again) {
            session.update("update bulk_group set job = null, manifest = null, intended_at = null where id = ?", group);
        }
    }
}
