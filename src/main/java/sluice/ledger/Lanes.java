package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes with work. Steps from lane to lane in the index of what is claimable, and looks at the first of each; lanes
 * whose open group another process collects, and those of held mappings, are left out.
 */
final class Lanes {
    static final String OLDEST_PER_LANE =
            """
            with recursive claimable (lane) as (
              select min(lane) from delivery where state = 0 and unheld = 0 and direct = 0 and lane is not null
              union all
              select (select min(lane) from delivery
                       where state = 0 and unheld = 0 and direct = 0 and lane is not null and lane > claimable.lane)
                from claimable where claimable.lane is not null)
            select lane,
                   (select mapping from delivery d
                     where state = 0 and unheld = 0 and direct = 0 and lane is not null and d.lane = claimable.lane
                     order by due_at, id limit 1),
                   (select due_at from delivery d
                     where state = 0 and unheld = 0 and direct = 0 and lane is not null and d.lane = claimable.lane
                     order by due_at, id limit 1) as due_at
              from claimable
             where lane is not null
               and not exists (select 1 from bulk_group g
                                where g.lane = claimable.lane and g.state = 0 and g.owner <> ? and g.lease_until >= ?)
             order by due_at, lane""";

    private static final String HELD = "select mapping from bulk_hold";

    static final String DUE =
            """
            select count(*) from (
              select 1 from delivery
               where state = 0 and unheld = 0 and direct = 0 and lane is not null and lane = ? and due_at <= ?
               limit ?) as due""";

    private Lanes() {}

    private record Oldest(long lane, long mapping, long dueAt) {
        static Oldest read(ResultSet row) throws SQLException {
            return new Oldest(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Those that are due, and when the first of the others will be. */
    record Found(List<LaneWork> due, long nextDueAt) {}

    static Found find(Session session, Names names, long owner, long now, int countTo) throws SQLException {
        List<LaneWork> due = new ArrayList<>();
        List<Long> held = session.list(HELD, row -> row.getLong(1));
        for (Oldest oldest : session.list(OLDEST_PER_LANE, Oldest::read, owner, now)) {
            if (held.contains(oldest.mapping())) {
                continue;
            }
            if (oldest.dueAt() > now) {
                return new Found(due, oldest.dueAt());
            }
            due.add(new LaneWork(
                    names.text(session, oldest.lane()),
                    names.text(session, oldest.mapping()),
                    Instant.ofEpochMilli(oldest.dueAt()),
                    (int) session.number(DUE, oldest.lane(), now, countTo)));
        }
        return new Found(due, Long.MAX_VALUE);
    }
}
