package sluice.ledger;

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
            select lane.text, mapping.text, first.due_at, claimable.lane
              from claimable
              join delivery first on first.id = (select id from delivery d
                                      where state = 0 and unheld = 0 and direct = 0 and lane is not null
                                        and d.lane = claimable.lane order by due_at, id limit 1)
              join name lane on lane.id = claimable.lane
              join name mapping on mapping.id = first.mapping
             where first.mapping not in (select bulk_hold.mapping from bulk_hold)
               and not exists (select 1 from bulk_group g
                                where g.lane = claimable.lane and g.state = 0 and g.owner <> ? and g.lease_until >= ?)
             order by first.due_at, first.id""";

    static final String DUE =
            """
            select count(*) from (
              select 1 from delivery
               where state = 0 and unheld = 0 and direct = 0 and lane is not null and lane = ? and due_at <= ?
               limit ?) as due""";

    private Lanes() {}

    private record Oldest(String lane, String mapping, long dueAt, long laneId) {}

    /** Those that are due, and when the first of the others will be. */
    record Found(List<LaneWork> due, long nextDueAt) {}

    static Found find(Session session, long owner, long now, int countTo) throws SQLException {
        List<LaneWork> due = new ArrayList<>();
        for (Oldest oldest : oldest(session, owner, now)) {
            if (oldest.dueAt() > now) {
                return new Found(due, oldest.dueAt());
            }
            int waiting = (int) session.number(DUE, oldest.laneId(), now, countTo);
            due.add(new LaneWork(oldest.lane(), oldest.mapping(), Instant.ofEpochMilli(oldest.dueAt()), waiting));
        }
        return new Found(due, Long.MAX_VALUE);
    }

    private static List<Oldest> oldest(Session session, long owner, long now) throws SQLException {
        return session.list(
                OLDEST_PER_LANE,
                row -> new Oldest(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
                owner,
                now);
    }
}
