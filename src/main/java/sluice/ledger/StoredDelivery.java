package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads deliveries with their events beside the writer. */
final class StoredDelivery {
    /** Those that an older version claimed have none. */
    static final String SENT_AT = "coalesce(d.sent_at, d.received_at)";

    static final String COLUMNS =
            "d.id, source.text, d.message_id, mapping.text, action.text, d.state, d.attempts, d.uncertain,"
                    + " d.received_at, " + SENT_AT + ", d.due_at, d.claims, p.body";

    static final int COLUMN_COUNT = 13;

    static final String JOINS =
            """
            from delivery d
            join name source on source.id = d.source
            join name mapping on mapping.id = d.mapping
            join name action on action.id = d.action
            join payload p on p.id = d.payload
            """;

    private StoredDelivery() {}

    static Delivery read(ResultSet row, Instant leaseUntil) throws SQLException {
        return new Delivery(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                State.of(row.getInt(6)),
                row.getInt(7),
                Doubt.of(row.getInt(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                row.getLong(12),
                leaseUntil,
                EventBody.owning(row.getBytes(13)));
    }
}
