package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The way of a group from collecting to being sent: completed by an aggregator, confirmed by it, or taken over from a
 * process that is gone.
 */
final class Passing {
    private static final String COMPLETE =
            """
            update bulk_group set state = 1, exchange = ?, changed_at = ?, lease_until = ?
             where id = ? and owner = ? and state = 0""";

    private static final String READY =
            """
            update bulk_group set state = 2, due_at = ?, changed_at = ?, attempts = 0, owner = null, lease_until = null
             where exchange = ? and state = 1""";

    private static final String RENEW = "update bulk_group set lease_until = ? where state in (0, 1) and owner = ?";

    private static final String TAKE_OVER =
            """
            update bulk_group set owner = ?, lease_until = ?
             where state = ? and owner <> ? and lease_until < ?""";

    private static final String TAKE_ALL = "update bulk_group set owner = ?, lease_until = ? where state in (0, 1)";
    private static final String FREE_ALL_JOBS =
            "update bulk_group set owner = null, lease_until = null where state >= 2 and state < 8";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Names names;

    Passing(LedgerSettings settings, Clock clock, Names names) {
        this.settings = settings;
        this.clock = clock;
        this.names = names;
    }

    /** Those of this process that collect. */
    List<OpenGroup> open(Session session) throws SQLException {
        return GroupRows.open(session, "g.state = 0 and g.owner = ?", owner(session));
    }

    /** The one of this process that collects for a lane. */
    Optional<OpenGroup> open(Session session, String lane) throws SQLException {
        long laneId = names.id(session, lane);
        return GroupRows.open(session, "g.state = 0 and g.lane = ? and g.owner = ?", laneId, owner(session)).stream()
                .findFirst();
    }

    /** Takes in what still waits behind its rows. False when it is not ours to complete. */
    boolean complete(Session session, long group, String exchangeId) throws SQLException {
        long now = clock.millis();
        if (session.update(COMPLETE, exchangeId, now, settings.leaseFrom(now), group, owner(session)) == 0) {
            return false;
        }
        Followers.joinAll(session, group, now);
        return true;
    }

    /** Those completed and not confirmed, of this process or of one that is gone; ours now. */
    List<OpenGroup> completed(Session session) throws SQLException {
        takeOver(session, GroupState.COMPLETED);
        return GroupRows.open(session, "g.state = 1 and g.owner = ?", owner(session));
    }

    Optional<OpenGroup> completed(Session session, String exchangeId) throws SQLException {
        return GroupRows.open(session, "g.state = 1 and g.exchange = ?", exchangeId).stream()
                .findFirst();
    }

    /** False when there is none such, or it was confirmed before. */
    boolean ready(Session session, String exchangeId) throws SQLException {
        long now = clock.millis();
        return session.update(READY, now, now, exchangeId) == 1;
    }

    /** Those that collect for a process that is gone become ours. How many. */
    int adopt(Session session) throws SQLException {
        return takeOver(session, GroupState.COLLECTING);
    }

    /** Those that collect are to be completed as they are, by whoever has them. How many. */
    int flush(Session session, Optional<String> mapping) throws SQLException {
        if (mapping.isEmpty()) {
            return session.update("update bulk_group set flush = 1 where state = 0");
        }
        long id = names.id(session, mapping.get());
        return session.update("update bulk_group set flush = 1 where state = 0 and mapping = ?", id);
    }

    /** What this process has stays its own. */
    void renew(Session session) throws SQLException {
        session.update(RENEW, settings.leaseFrom(clock.millis()), owner(session));
    }

    /** Where nobody else can be: all is ours, and every job free to be carried on. */
    void atStart(Session session) throws SQLException {
        session.update(TAKE_ALL, owner(session), settings.leaseFrom(clock.millis()));
        session.update(FREE_ALL_JOBS);
    }

    /** The same beside other processes, of what one of our name had: that one is gone. */
    void atStartOfReplica(Session session) throws SQLException {
        renew(session);
        session.update(FREE_ALL_JOBS + " and owner = ?", owner(session));
    }

    private int takeOver(Session session, GroupState state) throws SQLException {
        long now = clock.millis();
        long owner = owner(session);
        return session.update(TAKE_OVER, owner, settings.leaseFrom(now), state.code(), owner, now);
    }

    private long owner(Session session) throws SQLException {
        return names.id(session, settings.owner());
    }
}
