package sluice.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Order per record. Every key in use has one head, the delivery whose turn it is; the others of that key stand in a
 * line by id. A delivery may be claimed when it is the head of all its keys, which its row counts ({@code unheld}), so
 * that neither claims nor releases look at those who wait, however many they are. On a shared store the transaction
 * has {@link Store#holdRecordKeys}.
 */
final class RecordKeys {
    static final String NEXT = "select delivery from key_wait where record_key = ? order by delivery limit 1";

    private static final String BECOME_HEAD =
            "insert into key_head (record_key, delivery) select ?, ? where true on conflict do nothing";
    private static final String AWAIT = "insert into key_wait (record_key, delivery) values (?, ?)";
    private static final String LEAVE_LINE = "delete from key_wait where record_key = ? and delivery = ?";
    private static final String LEAVE_ALONE =
            """
            delete from key_head
             where record_key = ? and delivery = ?
               and not exists (select 1 from key_wait where record_key = key_head.record_key)""";

    private final LongConsumer released;

    /** @param released is told each delivery that came to hold all its keys */
    RecordKeys(LongConsumer released) {
        this.released = released;
    }

    static byte[] pack(Collection<RecordKey> keys) {
        ByteBuffer packed = ByteBuffer.allocate(keys.size() * RecordKey.BYTES);
        keys.forEach(key -> packed.putLong(key.high()).putLong(key.low()));
        return packed.array();
    }

    static List<RecordKey> unpack(byte[] packed) {
        List<RecordKey> keys = new ArrayList<>();
        ByteBuffer from = ByteBuffer.wrap(packed);
        while (from.hasRemaining()) {
            keys.add(RecordKey.read(from));
        }
        return keys;
    }

    /**
     * Deliveries with higher ids than all that are there stand in for each of their keys, in order. How many each does
     * not hold.
     */
    Map<Long, Integer> joinAtEnd(Session session, Map<Long, ? extends Collection<RecordKey>> deliveries)
            throws SQLException {
        Map<Long, Integer> unheld = new HashMap<>();
        List<Object[]> all = new ArrayList<>();
        deliveries.forEach((id, keys) -> {
            unheld.put(id, 0);
            keys.forEach(key -> all.add(new Object[] {key.bytes(), id}));
        });
        int[] heads = session.batch(BECOME_HEAD, all);
        List<Object[]> behind = new ArrayList<>();
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] == 0) {
                behind.add(all.get(i));
                unheld.merge((Long) all.get(i)[1], 1, Integer::sum);
            }
        }
        session.batch(AWAIT, behind);
        return unheld;
    }

    /** Stands in for each key; an earlier delivery goes before later ones that are not being sent. How many it does not hold. */
    int join(Session session, Collection<RecordKey> keys, long id) throws SQLException {
        int unheld = 0;
        for (RecordKey key : keys) {
            unheld += joins(session, key.bytes(), id) ? 0 : 1;
        }
        return unheld;
    }

    /** Gives up each key, held or not, to who comes next. How many it did not hold. */
    int leave(Session session, Collection<RecordKey> keys, long id) throws SQLException {
        int unheld = 0;
        for (RecordKey key : keys) {
            unheld += leaves(session, key.bytes(), id) ? 0 : 1;
        }
        return unheld;
    }

    /** The same for many. Most are alone with their keys; those behind one of them go first, so that none is made head. */
    void leaveAll(Session session, Map<Long, List<RecordKey>> deliveries) throws SQLException {
        List<Object[]> all = new ArrayList<>();
        deliveries.forEach((id, keys) -> keys.forEach(key -> all.add(new Object[] {key.bytes(), id})));
        List<Object[]> notAlone = unchanged(all, session.batch(LEAVE_ALONE, all));
        for (Object[] head : unchanged(notAlone, session.batch(LEAVE_LINE, notAlone))) {
            givesUp(session, (byte[]) head[0], (Long) head[1]);
        }
    }

    private static List<Object[]> unchanged(List<Object[]> rows, int[] counts) {
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 0)
                .mapToObj(rows::get)
                .toList();
    }

    private boolean joins(Session session, byte[] key, long id) throws SQLException {
        if (session.update(BECOME_HEAD, key, id) == 1) {
            return true;
        }
        long head = session.number("select delivery from key_head where record_key = ?", key);
        if (id > head || !stepsBack(session, head)) {
            await(session, key, id);
            return false;
        }
        session.update("update key_head set delivery = ? where record_key = ?", id, key);
        await(session, key, head);
        return true;
    }

    private boolean leaves(Session session, byte[] key, long id) throws SQLException {
        if (session.update(LEAVE_LINE, key, id) == 1) {
            return false;
        }
        givesUp(session, key, id);
        return true;
    }

    private void givesUp(Session session, byte[] key, long head) throws SQLException {
        if (session.update(LEAVE_ALONE, key, head) == 0) {
            promote(session, key, next(session, key));
        }
    }

    private void promote(Session session, byte[] key, long next) throws SQLException {
        session.update("update key_head set delivery = ? where record_key = ?", next, key);
        session.update(LEAVE_LINE, key, next);
        session.update("update delivery set unheld = unheld - 1 where id = ?", next);
        if (session.number("select unheld from delivery where id = ?", next) == 0) {
            released.accept(next);
        }
    }

    private static long next(Session session, byte[] key) throws SQLException {
        return session.number(NEXT, key);
    }

    private static void await(Session session, byte[] key, long id) throws SQLException {
        session.update(AWAIT, key, id);
    }

    /** Unless it is being sent; one statement, since another process may be claiming it. */
    private static boolean stepsBack(Session session, long id) throws SQLException {
        return session.update("update delivery set unheld = unheld + 1 where id = ? and state = 0", id) == 1;
    }
}
