package sluice.flow.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.ledger.Delivery;
import sluice.ledger.Member;

/** Reads the deliveries of a group page by page, those of one row together. Not thread-safe. */
final class RowReader {
    private static final int PAGE = 500;

    private final JobVisit visit;
    private Optional<Member> last = Optional.empty();
    private List<Member> left = List.of();
    private boolean atEnd;

    RowReader(JobVisit visit) {
        this.visit = visit;
    }

    /** The deliveries of each of the next rows, in their order of arrival; none at the end. */
    List<List<Delivery>> next() {
        List<List<Delivery>> rows = new ArrayList<>();
        while (rows.isEmpty() && !(atEnd && left.isEmpty())) {
            List<Member> members = new ArrayList<>(left);
            if (!atEnd) {
                members.addAll(page());
            }
            left = atEnd ? List.of() : lastRow(members);
            split(members.subList(0, members.size() - left.size()), rows);
        }
        return rows;
    }

    private List<Member> page() {
        List<Member> page = visit.journal().members(last, PAGE);
        atEnd = page.isEmpty();
        last = atEnd ? last : Optional.of(page.get(page.size() - 1));
        return page;
    }

    /** It may go on in the next page. */
    private static List<Member> lastRow(List<Member> members) {
        int first = members.size() - 1;
        while (first > 0 && members.get(first - 1).row() == members.get(first).row()) {
            first--;
        }
        return List.copyOf(members.subList(Math.max(0, first), members.size()));
    }

    private static void split(List<Member> members, List<List<Delivery>> rows) {
        long row = -1;
        for (Member member : members) {
            if (rows.isEmpty() || member.row() != row) {
                rows.add(new ArrayList<>());
                row = member.row();
            }
            rows.get(rows.size() - 1).add(member.delivery());
        }
    }
}
