package sluice.ledger;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of the deliveries of each group, kept in the transactions that settle them. */
final class GroupTally {
    private static final String ADD =
            """
            update bulk_group set succeeded = succeeded + ?, failed = failed + ?, retried = retried + ? where id = ?""";

    private GroupTally() {}

    private record Counts(int succeeded, int failed, int retried) {
        static Counts of(Outcome outcome) {
            return switch (outcome.state()) {
                case DELIVERED, SKIPPED -> new Counts(1, 0, 0);
                case WAITING -> new Counts(0, 0, 1);
                default -> new Counts(0, 1, 0);
            };
        }

        Counts plus(Counts other) {
            return new Counts(succeeded + other.succeeded, failed + other.failed, retried + other.retried);
        }
    }

    /** Those of the settled that were in a group. */
    static void count(Session session, Map<OpenDelivery, Outcome> settled) throws SQLException {
        Map<Long, Counts> groups = new LinkedHashMap<>();
        settled.forEach((delivery, outcome) -> {
            if (delivery.state() == State.GROUPED) {
                groups.merge(delivery.group(), Counts.of(outcome), Counts::plus);
            }
        });
        for (Map.Entry<Long, Counts> entry : groups.entrySet()) {
            Counts counts = entry.getValue();
            session.update(ADD, counts.succeeded(), counts.failed(), counts.retried(), entry.getKey());
        }
    }

    /** So many of a group wait again. */
    static void retried(Session session, long group, int deliveries) throws SQLException {
        session.update(ADD, 0, 0, deliveries, group);
    }
}
