package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives the waiting deliveries of an edited mapping the record keys that the new one says. Reads in pages beside the
 * writer and changes in bounded steps, so that intake goes on.
 */
final class Rekeying {
    private static final int STEP = 500;

    private static final String WAITING = "select " + StoredDelivery.COLUMNS + " " + StoredDelivery.JOINS
            + """
             where d.state = 0 and d.direct = 0 and d.mapping = (select id from name where text = ?) and d.id > ?
             order by d.id limit\s"""
            + STEP;

    private static final String STORED = "select record_keys, lane, row_bytes from delivery where id = ? and state = 0";
    private static final String CHANGE =
            "update delivery set unheld = unheld + ?, record_keys = ?, lane = ?, row_bytes = ? where id = ?";

    private final Writer writer;
    private final Readers readers;
    private final Names names;
    private final RecordKeys recordKeys;

    Rekeying(Writer writer, Readers readers, Names names, RecordKeys recordKeys) {
        this.writer = writer;
        this.readers = readers;
        this.names = names;
        this.recordKeys = recordKeys;
    }

    /** What places a delivery, as it is stored. */
    private record Stored(List<RecordKey> keys, Long lane, int rowBytes) {
        static Stored read(ResultSet row) throws SQLException {
            List<RecordKey> keys = RecordKeys.unpack(row.getBytes(1));
            long lane = row.getLong(2);
            return new Stored(keys, row.wasNull() ? null : lane, row.getInt(3));
        }
    }

    /** How many belong elsewhere than they did. */
    int rekey(String mapping, Placing placing) {
        int changed = 0;
        List<Delivery> page = page(mapping, 0);
        while (!page.isEmpty()) {
            Map<Long, Placement> step = new TreeMap<>();
            page.forEach(delivery -> step.put(delivery.id(), placing.of(delivery)));
            changed += writer.call(step.size(), session -> change(session, step));
            page = page(mapping, page.get(page.size() - 1).id());
        }
        return changed;
    }

    private List<Delivery> page(String mapping, long afterId) {
        return readers.read(
                session -> session.list(WAITING, row -> StoredDelivery.read(row, Instant.EPOCH), mapping, afterId));
    }

    private int change(Session session, Map<Long, Placement> step) throws SQLException {
        int changed = 0;
        for (Map.Entry<Long, Placement> entry : step.entrySet()) {
            changed += change(session, entry.getKey(), entry.getValue()) ? 1 : 0;
        }
        return changed;
    }

    private boolean change(Session session, long id, Placement present) throws SQLException {
        Optional<Stored> before = session.first(STORED, Stored::read, id);
        Long lane = names.idOrNull(session, present.lane());
        Stored after = new Stored(present.keys(), lane, present.rowBytes());
        if (before.isEmpty() || before.get().equals(after) || !isHeldBack(session, id)) {
            return false;
        }
        int unheld =
                recordKeys.join(session, without(present.keys(), before.get().keys()), id)
                        - recordKeys.leave(session, without(before.get().keys(), present.keys()), id);
        session.update(CHANGE, unheld, RecordKeys.pack(present.keys()), lane, present.rowBytes(), id);
        return true;
    }

    private static List<RecordKey> without(List<RecordKey> keys, List<RecordKey> others) {
        List<RecordKey> left = new ArrayList<>(keys);
        left.removeAll(others);
        return left;
    }

    /** Locks its row, unless another process has claimed it meanwhile. */
    private static boolean isHeldBack(Session session, long id) throws SQLException {
        return session.update("update delivery set unheld = unheld where id = ? and state = 0", id) == 1;
    }
}
