package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads groups, each kind of view by its own columns. */
final class GroupRows {
    private static final String INSERT =
            """
            insert into bulk_group (state, lane, mapping, version, definition, merges, owner, lease_until, opened_at,
                   due_at, changed_at, csv_rows, csv_bytes, deliveries, direct, flush, succeeded, failed, retried, claims,
                   attempts, error)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')
            on conflict do nothing
            returning id""";

    private static final String OPEN =
            """
            select g.id, lane.text, mapping.text, g.version, g.state, g.csv_rows, g.csv_bytes, g.deliveries,
                   g.opened_at, g.flush, g.exchange
              from bulk_group g
              join name lane on lane.id = g.lane
              join name mapping on mapping.id = g.mapping
             where\s""";

    private static final String JOB =
            """
            select g.id, g.claims, lane.text, mapping.text, g.version, g.definition, g.state, g.direct, g.csv_rows,
                   g.csv_bytes, g.deliveries, g.attempts, g.job, g.intended_at, g.opened_at, g.changed_at, g.lease_until
              from bulk_group g
              join name lane on lane.id = g.lane
              join name mapping on mapping.id = g.mapping
             where g.id = ?""";

    private GroupRows() {}

    /** A new group's id, nothing in it; empty when another process has just opened the one that collects for the lane. */
    static Optional<Long> insert(
            Session session,
            GroupState state,
            long lane,
            long mapping,
            GroupTerms terms,
            long owner,
            long leaseUntil,
            long now)
            throws SQLException {
        return session.first(
                INSERT,
                row -> row.getLong(1),
                state.code(),
                lane,
                mapping,
                terms.version(),
                terms.definition(),
                terms.mergesSameRecord(),
                owner,
                leaseUntil,
                now,
                now,
                now);
    }

    /** Those not passed on yet for which the condition holds, oldest first. */
    static List<OpenGroup> open(Session session, String condition, Object... arguments) throws SQLException {
        return session.list(OPEN + condition + " order by g.id", GroupRows::openGroup, arguments);
    }

    static JobClaim job(Session session, long group) throws SQLException {
        return session.first(JOB, GroupRows::jobClaim, group).orElseThrow();
    }

    private static OpenGroup openGroup(ResultSet row) throws SQLException {
        return new OpenGroup(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                GroupState.of(row.getInt(5)),
                row.getInt(6),
                row.getLong(7),
                row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getBoolean(10),
                Optional.ofNullable(row.getString(11)));
    }

    private static JobClaim jobClaim(ResultSet row) throws SQLException {
        long intendedAt = row.getLong(14);
        Optional<Instant> intended = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(intendedAt));
        return new JobClaim(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                GroupState.of(row.getInt(7)),
                row.getBoolean(8),
                row.getInt(9),
                row.getLong(10),
                row.getInt(11),
                row.getInt(12),
                Optional.ofNullable(row.getString(13)),
                intended,
                Instant.ofEpochMilli(row.getLong(15)),
                Instant.ofEpochMilli(row.getLong(16)),
                Instant.ofEpochMilli(row.getLong(17)));
    }
}
