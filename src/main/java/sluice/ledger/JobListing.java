package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups as a list of jobs, newest first. Reads beside the writer. */
final class JobListing {
    private static final String SELECT =
            """
            select g.id, lane.text, mapping.text, g.version, g.state, g.direct, g.csv_rows, g.csv_bytes, g.deliveries,
                   g.succeeded, g.failed, g.retried, g.job, g.opened_at, g.changed_at, g.error,
                   case when g.state < 3 and g.direct = 0 and bulk_hold.mapping is not null then 1 else 0 end
              from bulk_group g
              join name lane on lane.id = g.lane
              join name mapping on mapping.id = g.mapping
              left join bulk_hold on bulk_hold.mapping = g.mapping""";

    private static final String OPEN_COUNTS =
            """
            select 0, count(*) from bulk_group where state = 0
            union all
            select 1, count(*) from bulk_group where state = 1
            union all
            select state, count(*) from bulk_group where state >= 2 and state < 8 group by state""";

    private static final String OLDEST_OPEN =
            """
            select opened_at from (
              select min(opened_at) as opened_at from bulk_group where state = 0
              union all
              select min(opened_at) from bulk_group where state = 1
              union all
              select min(opened_at) from bulk_group where state >= 2 and state < 8) as oldest
             where opened_at is not null order by opened_at limit 1""";

    private static final String ORDER = " order by g.id desc limit ? offset ?";

    private JobListing() {}

    /** What asks for the rows of a filter; its arguments are those of the filter, the limit and the offset. */
    static String sql(JobFilter filter) {
        return SELECT + where(filter, new ArrayList<>()) + ORDER;
    }

    static Page<JobRow> list(Session session, JobFilter filter) throws SQLException {
        List<Object> arguments = new ArrayList<>();
        String where = where(filter, arguments);
        String counted = "select 1 from bulk_group g" + where + " limit " + Page.MAX_COUNTED;
        long total = session.number("select count(*) from (" + counted + ") as counted", arguments.toArray());
        arguments.addAll(List.of(filter.limit(), filter.offset()));
        String sql = SELECT + where + ORDER;
        return new Page<>(total, session.list(sql, JobListing::row, arguments.toArray()));
    }

    /** How many groups are in each state that is not over. Asks the indices of those alone. */
    static Map<GroupState, Long> openCounts(Session session) throws SQLException {
        Map<GroupState, Long> counts = new EnumMap<>(GroupState.class);
        for (GroupState state : GroupState.values()) {
            if (!state.isOver()) {
                counts.put(state, 0L);
            }
        }
        session.list(OPEN_COUNTS, row -> counts.put(GroupState.of(row.getInt(1)), row.getLong(2)));
        return counts;
    }

    /** When the oldest group that is not over was opened. */
    static Optional<Instant> oldestOpen(Session session) throws SQLException {
        return session.first(OLDEST_OPEN, row -> Instant.ofEpochMilli(row.getLong(1)));
    }

    private static String where(JobFilter filter, List<Object> arguments) {
        List<String> parts = new ArrayList<>(List.of("g.id > 0"));
        if (!filter.states().isEmpty()) {
            parts.add(filter.states().stream()
                    .map(state -> Integer.toString(state.code()))
                    .sorted()
                    .collect(Collectors.joining(" or g.state = ", "(g.state = ", ")")));
        }
        if (!filter.mapping().isEmpty()) {
            parts.add("g.mapping = (select id from name where text = ?)");
            arguments.add(filter.mapping());
        }
        if (!filter.jobId().isEmpty()) {
            parts.add("g.job = ?");
            arguments.add(filter.jobId());
        }
        return " where " + String.join(" and ", parts);
    }

    private static JobRow row(ResultSet row) throws SQLException {
        return new JobRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                GroupState.of(row.getInt(5)),
                row.getBoolean(6),
                row.getInt(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                Optional.ofNullable(row.getString(13)),
                Instant.ofEpochMilli(row.getLong(14)),
                Instant.ofEpochMilli(row.getLong(15)),
                row.getString(16),
                row.getBoolean(17));
    }
}
