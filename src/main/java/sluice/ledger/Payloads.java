package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import sluice.event.Redaction;

/** The events, each with the number of deliveries that need it; one that nobody needs is gone. */
final class Payloads {
    private static final int STEP = 512;

    /** A redacted event has the number of the whole one below zero. */
    private static final String ADD_REDACTED =
            """
            insert into payload (id, uses, body) values (?, ?, ?)
            on conflict (id) do update set uses = payload.uses + excluded.uses""";

    private final KeptEvents kept;

    Payloads(KeptEvents kept) {
        this.kept = kept;
    }

    /**
     * Lets deliveries that end have no more of their events than is to be kept.
     *
     * @param payloads by delivery
     * @return what they have now, by delivery; nothing for those that have none
     */
    Map<Long, Long> end(Session session, Map<Long, Long> payloads) throws SQLException {
        if (kept == KeptEvents.FULL) {
            return payloads;
        }
        if (kept == KeptEvents.REDACTED) {
            redact(session, payloads.values());
        }
        drop(session, payloads.values());
        Map<Long, Long> left = new LinkedHashMap<>();
        if (kept == KeptEvents.REDACTED) {
            payloads.forEach((delivery, payload) -> left.put(delivery, redacted(payload)));
        }
        return left;
    }

    /** One use less of each, as often as it is named. */
    static void drop(Session session, Collection<Long> payloads) throws SQLException {
        List<Object[]> uses = new ArrayList<>();
        uses(payloads).forEach((id, times) -> uses.add(new Object[] {times, id}));
        int[] dropped = session.batch("delete from payload where uses <= ? and id = ?", uses);
        List<Object[]> shared = new ArrayList<>();
        for (int i = 0; i < dropped.length; i++) {
            if (dropped[i] == 0) {
                shared.add(uses.get(i));
            }
        }
        session.batch("update payload set uses = uses - ? where id = ?", shared);
    }

    private static SortedMap<Long, Integer> uses(Collection<Long> payloads) {
        SortedMap<Long, Integer> uses = new TreeMap<>();
        payloads.forEach(id -> uses.merge(id, 1, Integer::sum));
        return uses;
    }

    private static void redact(Session session, Collection<Long> payloads) throws SQLException {
        Map<Long, Integer> uses = uses(payloads);
        List<Long> ids = List.copyOf(uses.keySet());
        for (int first = 0; first < ids.size(); first += STEP) {
            List<Long> step = ids.subList(first, Math.min(first + STEP, ids.size()));
            List<Object[]> rows = session.list(
                    "select id, body from payload where id in " + Among.placeholders(step.size()),
                    row -> new Object[] {
                        redacted(row.getLong(1)), uses.get(row.getLong(1)), Redaction.of(row.getBytes(2))
                    },
                    Among.padded(step).toArray());
            session.batch(ADD_REDACTED, rows);
        }
    }

    private static long redacted(long payload) {
        return -payload;
    }
}
