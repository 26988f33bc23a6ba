package sluice.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The record keys of dead letters, to know which of them were overtaken: a later delivery of the record was written, so
 * that writing them now would put older values over newer ones.
 */
final class DeadKeys {
    private DeadKeys() {}

    static void remember(Session session, Collection<RecordKey> keys, long id) throws SQLException {
        for (RecordKey key : keys) {
            session.update(
                    "insert into dead_key (record_key, delivery, overtaken) values (?, ?, 0) on conflict do nothing",
                    key.bytes(),
                    id);
        }
    }

    /** A delivery with these keys was written. */
    static void overtake(Session session, List<RecordKey> keys, long id) throws SQLException {
        for (RecordKey key : keys) {
            session.update(
                    "update dead_key set overtaken = 1 where record_key = ? and delivery < ? and overtaken = 0",
                    key.bytes(),
                    id);
        }
    }

    static boolean isOvertaken(Session session, long id) throws SQLException {
        return session.number("select count(*) from dead_key where delivery = ? and overtaken = 1", id) > 0;
    }

    static void forget(Session session, long id) throws SQLException {
        session.update("delete from dead_key where delivery = ?", id);
    }
}
