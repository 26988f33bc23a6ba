package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts what is due of a lane into the lane's open group. There is one such group per lane, over all processes: it belongs
 * to one of them, as long as its lease lasts.
 */
final class Grouping {
    static final String DUE =
            """
            select id, row_bytes, record_keys from delivery
             where state = 0 and unheld = 0 and direct = 0 and lane is not null and lane = ? and due_at <= ?
             order by due_at, id limit ?""";

    private static final String IS_OURS =
            """
            update bulk_group set owner = ?, lease_until = ?
             where id = ? and state = 0 and (owner = ? or lease_until < ?)""";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Store store;
    private final Names names;
    private final Claiming claiming;

    Grouping(LedgerSettings settings, Clock clock, Store store, Names names, Claiming claiming) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.names = names;
        this.claiming = claiming;
    }

    private record Row(long id, int bytes, byte[] packedKeys) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), row.getInt(2), row.getBytes(3));
        }
    }

    /** The lanes with work for this process. */
    Lanes.Found lanes(Session session, int countTo) throws SQLException {
        Lanes.Found found = Lanes.find(session, names, names.id(session, settings.owner()), clock.millis(), countTo);
        List<LaneWork> free = found.due().stream()
                .filter(lane -> !claiming.isPaused(lane.mapping()))
                .toList();
        return new Lanes.Found(free, found.nextDueAt());
    }

    /** Empty when nothing is due, the mapping is held, or another process has the lane's group. */
    Optional<GroupClaim> claim(Session session, String lane, GroupTerms terms, int max) throws SQLException {
        long laneId = names.id(session, lane);
        long owner = names.id(session, settings.owner());
        if (claiming.isPaused(terms.mapping()) || Holding.isHeld(session, names.id(session, terms.mapping()))) {
            return Optional.empty();
        }
        Optional<OpenGroup> open = GroupRows.open(session, "g.state = 0 and g.lane = ?", laneId).stream()
                .findFirst();
        if (open.isEmpty()) {
            return begin(session, laneId, owner, terms, max);
        }
        return isOurs(session, open.get().id(), owner)
                ? add(session, laneId, open.get(), terms, max)
                : Optional.empty();
    }

    private Optional<GroupClaim> begin(Session session, long lane, long owner, GroupTerms terms, int max)
            throws SQLException {
        List<Row> due = due(session, lane, Math.min(max, terms.maxRows()));
        if (due.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> group = open(session, lane, owner, terms); // empty: another process opened one at this moment
        return group.isEmpty()
                ? Optional.empty()
                : Optional.of(put(session, group.get(), fitting(due, terms.maxBytes(), true), max));
    }

    private Optional<GroupClaim> add(Session session, long lane, OpenGroup open, GroupTerms terms, int max)
            throws SQLException {
        int room = open.version().equals(terms.version()) ? terms.maxRows() - open.rows() : 0;
        List<Row> due = due(session, lane, Math.max(1, Math.min(max, room)));
        if (due.isEmpty()) {
            return Optional.empty();
        }
        List<Row> fitting =
                room > 0 ? fitting(due, terms.maxBytes() - open.bytes(), open.deliveries() == 0) : List.of();
        return Optional.of(fitting.isEmpty() ? full(session, open.id()) : put(session, open.id(), fitting, max));
    }

    private List<Row> due(Session session, long lane, int max) throws SQLException {
        return session.list(DUE + store.skipLocked(), Row::read, lane, clock.millis(), max);
    }

    /** As many as the bytes allow, in order; the first row of a group always. */
    private static List<Row> fitting(List<Row> due, long bytes, boolean isFirst) {
        List<Row> fitting = new ArrayList<>();
        long left = bytes;
        for (Row row : due) {
            left -= row.bytes();
            if (left < 0 && !(isFirst && fitting.isEmpty())) {
                break;
            }
            fitting.add(row);
        }
        return fitting;
    }

    private Optional<Long> open(Session session, long lane, long owner, GroupTerms terms) throws SQLException {
        long now = clock.millis();
        long mapping = names.id(session, terms.mapping());
        long leaseUntil = settings.leaseFrom(now);
        return GroupRows.insert(session, GroupState.COLLECTING, lane, mapping, terms, owner, leaseUntil, now);
    }

    private boolean isOurs(Session session, long group, long owner) throws SQLException {
        long now = clock.millis();
        return session.update(IS_OURS, owner, settings.leaseFrom(now), group, owner, now) == 1;
    }

    /** It takes no more, and is to be completed. */
    private static GroupClaim full(Session session, long group) throws SQLException {
        session.update("update bulk_group set flush = 1 where id = ?", group);
        return new GroupClaim(group(session, group), 0);
    }

    private GroupClaim put(Session session, long group, List<Row> rows, int max) throws SQLException {
        List<Long> ids = rows.stream().map(Row::id).toList();
        long bytes = rows.stream().mapToLong(Row::bytes).sum();
        Joining.alone(session, group, clock.millis(), ids, bytes);
        List<Followers.Leader> leaders = rows.stream()
                .map(row -> Followers.Leader.read(row.id(), row.packedKeys()))
                .toList();
        int followers = Followers.join(session, group, leaders, max, clock.millis());
        return new GroupClaim(group(session, group), rows.size() + followers);
    }

    private static OpenGroup group(Session session, long id) throws SQLException {
        return GroupRows.open(session, "g.id = ?", id).get(0);
    }
}
