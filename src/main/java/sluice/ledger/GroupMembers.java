package sluice.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The deliveries of a group that have no outcome yet, with their events. Reads beside the writer. */
final class GroupMembers {
    /** Events read into memory by one page, but for the last step's. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final int STEP = 64;

    static final String AFTER = "select " + StoredDelivery.COLUMNS + ", d.group_row " + StoredDelivery.JOINS
            + """
             where d.state = 7 and d.bulk_group = ? and (d.group_row, d.id) > (?, ?)
             order by d.group_row, d.id limit ?""";

    private static final String AMONG = "select " + StoredDelivery.COLUMNS + " " + StoredDelivery.JOINS
            + " where d.state = 7 and d.bulk_group = ? and d.id in ";

    private static final int ROW_COLUMN = StoredDelivery.COLUMN_COUNT + 1;

    private GroupMembers() {}

    /** The next ones by row and arrival, at most so many; fewer when their events are large. */
    static List<Member> page(Session session, JobClaim claim, Optional<Member> after, int max) throws SQLException {
        List<Member> page = new ArrayList<>();
        Optional<Member> last = after;
        long bytes = 0;
        int found = STEP;
        while (found == STEP && page.size() < max && bytes < MAX_BYTES) {
            List<Member> step = step(session, claim, last, Math.min(STEP, max - page.size()));
            for (Member member : step) {
                bytes += member.delivery().event().stored().length;
            }
            page.addAll(step);
            found = step.size();
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        }
        return page;
    }

    /** Those of the ids. */
    static List<Delivery> among(Session session, JobClaim claim, Collection<Long> ids) throws SQLException {
        List<Delivery> deliveries = new ArrayList<>(ids.size());
        List<Long> all = List.copyOf(ids);
        for (int first = 0; first < all.size(); first += STEP) {
            List<Long> step = all.subList(first, Math.min(first + STEP, all.size()));
            List<Object> arguments = new ArrayList<>(List.of(claim.group()));
            arguments.addAll(Among.padded(step));
            deliveries.addAll(session.list(
                    AMONG + Among.placeholders(step.size()) + " order by d.id",
                    row -> StoredDelivery.read(row, claim.leaseUntil()),
                    arguments.toArray()));
        }
        return deliveries;
    }

    private static List<Member> step(Session session, JobClaim claim, Optional<Member> after, int max)
            throws SQLException {
        Instant leaseUntil = claim.leaseUntil();
        return session.list(
                AFTER,
                row -> new Member(row.getLong(ROW_COLUMN), StoredDelivery.read(row, leaseUntil)),
                claim.group(),
                after.map(Member::row).orElse(0L),
                after.map(member -> member.delivery().id()).orElse(0L),
                max);
    }
}
