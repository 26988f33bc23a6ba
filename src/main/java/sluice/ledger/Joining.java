package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts waiting deliveries into a group, and counts them there. */
final class Joining {
    private static final int STEP = 512;

    private static final String ALONE =
            """
            update delivery set state = 7, attempts = attempts + 1, claims = claims + 1, changed_at = ?, bulk_group = ?,
                   group_row = id where id in\s""";

    private static final String INTO_ROW =
            """
            update delivery set state = 7, attempts = attempts + 1, claims = claims + 1, changed_at = ?, bulk_group = ?,
                   group_row = ?, owner = null, lease_until = null
             where id = ?""";

    private static final String COUNT =
            """
            update bulk_group set csv_rows = csv_rows + ?, csv_bytes = csv_bytes + ?, deliveries = deliveries + ?
             where id = ?""";

    private Joining() {}

    /** A delivery and the row that it goes into: its own id, or that of the row's first delivery. */
    record Seat(long id, long row) {}

    /** Each with a row of its own; so many bytes together. */
    static void alone(Session session, long group, long now, List<Long> ids, long bytes) throws SQLException {
        for (int first = 0; first < ids.size(); first += STEP) {
            List<Long> step = ids.subList(first, Math.min(first + STEP, ids.size()));
            List<Object> arguments = new ArrayList<>(List.of(now, group));
            arguments.addAll(Among.padded(step));
            session.update(ALONE + Among.placeholders(step.size()), arguments.toArray());
        }
        count(session, group, ids.size(), bytes, ids.size());
    }

    /** Each into its row; those that go into the row of another cost no bytes. */
    static void seated(Session session, long group, long now, List<Seat> seats, long bytes) throws SQLException {
        session.batch(
                INTO_ROW,
                seats.stream()
                        .map(seat -> new Object[] {now, group, seat.row(), seat.id()})
                        .toList());
        int rows = (int) seats.stream().filter(seat -> seat.id() == seat.row()).count();
        count(session, group, rows, bytes, seats.size());
    }

    private static void count(Session session, long group, int rows, long bytes, int deliveries) throws SQLException {
        session.update(COUNT, rows, bytes, deliveries, group);
        Tally.move(session, State.WAITING, State.GROUPED, deliveries);
    }
}
