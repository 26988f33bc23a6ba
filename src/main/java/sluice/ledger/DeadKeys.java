package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The record keys of dead letters, to know which of them were overtaken: a later delivery of the record was written, so
 * that writing them now would put older values over newer ones.
 */
final class DeadKeys {
    private DeadKeys() {}

    /** The keys of deliveries that are dead now. */
    static void remember(Session session, Map<Long, List<RecordKey>> dead) throws SQLException {
        session.batch(
                "insert into dead_key (record_key, delivery, overtaken) values (?, ?, 0) on conflict do nothing",
                rows(dead));
    }

    /** Deliveries with these keys were written. */
    static void overtake(Session session, Map<Long, List<RecordKey>> written) throws SQLException {
        List<Object[]> rows = rows(written);
        if (!rows.isEmpty() && session.number("select count(*) from (select 1 from dead_key limit 1) as known") > 0) {
            session.batch(
                    "update dead_key set overtaken = 1 where record_key = ? and delivery < ? and overtaken = 0", rows);
        }
    }

    static boolean isOvertaken(Session session, long id) throws SQLException {
        return session.number("select count(*) from dead_key where delivery = ? and overtaken = 1", id) > 0;
    }

    static void forget(Session session, long id) throws SQLException {
        session.update("delete from dead_key where delivery = ?", id);
    }

    private static List<Object[]> rows(Map<Long, List<RecordKey>> deliveries) {
        List<Object[]> rows = new ArrayList<>();
        deliveries.forEach((id, keys) -> keys.forEach(key -> rows.add(new Object[] {key.bytes(), id})));
        return rows;
    }
}
