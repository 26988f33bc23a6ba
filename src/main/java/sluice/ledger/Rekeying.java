package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives the waiting deliveries of an edited mapping the record keys that the new one says. Reads in pages beside the
 * writer and changes in bounded steps, so that intake goes on.
 */
final class Rekeying {
    private static final int STEP = 500;

    private static final String WAITING =
            """
            select d.id, source.text, d.message_id, action.text, d.attempts, d.uncertain, d.received_at, d.due_at,
                   d.claims, p.body
              from delivery d
              join name source on source.id = d.source
              join name action on action.id = d.action
              join payload p on p.id = d.payload
             where d.state = 0 and d.direct = 0 and d.mapping = (select id from name where text = ?) and d.id > ?
             order by d.id limit\s"""
                    + STEP;

    private final Writer writer;
    private final Readers readers;
    private final RecordKeys recordKeys;

    Rekeying(Writer writer, Readers readers, RecordKeys recordKeys) {
        this.writer = writer;
        this.readers = readers;
        this.recordKeys = recordKeys;
    }

    /** How many got other keys than they had. */
    int rekey(String mapping, PresentKeys keys) {
        int changed = 0;
        List<Delivery> page = page(mapping, 0);
        while (!page.isEmpty()) {
            Map<Long, Set<RecordKey>> step = new TreeMap<>();
            page.forEach(delivery -> step.put(delivery.id(), new LinkedHashSet<>(keys.of(delivery))));
            changed += writer.call(step.size(), session -> change(session, step));
            page = page(mapping, page.get(page.size() - 1).id());
        }
        return changed;
    }

    private List<Delivery> page(String mapping, long afterId) {
        return readers.read(session -> session.list(WAITING, row -> delivery(mapping, row), mapping, afterId));
    }

    private int change(Session session, Map<Long, Set<RecordKey>> step) throws SQLException {
        int changed = 0;
        for (Map.Entry<Long, Set<RecordKey>> entry : step.entrySet()) {
            changed += change(session, entry.getKey(), entry.getValue()) ? 1 : 0;
        }
        return changed;
    }

    private boolean change(Session session, long id, Set<RecordKey> keys) throws SQLException {
        List<byte[]> stored =
                session.list("select record_keys from delivery where id = ? and state = 0", row -> row.getBytes(1), id);
        if (stored.isEmpty()) {
            return false;
        }
        List<RecordKey> before = RecordKeys.unpack(stored.get(0));
        List<RecordKey> gone = new ArrayList<>(before);
        gone.removeAll(keys);
        List<RecordKey> added = new ArrayList<>(keys);
        added.removeAll(before);
        if (gone.isEmpty() && added.isEmpty() || !isHeldBack(session, id)) {
            return false;
        }
        int unheld = recordKeys.join(session, added, id) - recordKeys.leave(session, gone, id);
        session.update(
                "update delivery set unheld = unheld + ?, record_keys = ? where id = ?",
                unheld,
                RecordKeys.pack(keys),
                id);
        return true;
    }

    /** Locks its row, unless another process has claimed it meanwhile. */
    private static boolean isHeldBack(Session session, long id) throws SQLException {
        return session.update("update delivery set unheld = unheld where id = ? and state = 0", id) == 1;
    }

    private static Delivery delivery(String mapping, ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                mapping,
                row.getString(4),
                State.WAITING,
                row.getInt(5),
                row.getBoolean(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getLong(9),
                Instant.EPOCH,
                EventBody.owning(row.getBytes(10)));
    }
}
