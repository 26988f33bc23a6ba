package sluice.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at those who wait for record keys that others hold. In a transaction that has {@link Store#holdRecordKeys}. */
final class KeyLines {
    /** Which keys have somebody behind their head: one look each, however many they are: by an exists the planner may read all. */
    static final String IS_FOLLOWED =
            """
            select record_key from key_head
             where (select delivery from key_wait where key_wait.record_key = key_head.record_key
                     order by delivery limit 1) is not null
               and record_key in\s""";

    static final String LINE = "select delivery from key_wait where record_key = ? order by delivery limit ?";

    private static final int STEP = 512;

    private KeyLines() {}

    /** Those of the keys that somebody waits for. */
    static Set<RecordKey> followed(Session session, Collection<RecordKey> keys) throws SQLException {
        Set<RecordKey> followed = new HashSet<>();
        List<byte[]> all = keys.stream().map(RecordKey::bytes).toList();
        for (int first = 0; first < all.size(); first += STEP) {
            List<byte[]> step = all.subList(first, Math.min(first + STEP, all.size()));
            followed.addAll(session.list(
                    IS_FOLLOWED + Among.placeholders(step.size()),
                    row -> RecordKey.read(ByteBuffer.wrap(row.getBytes(1))),
                    Among.padded(step).toArray()));
        }
        return followed;
    }

    /** Who comes next in the lines of all these keys, at least one, up to the first who is not next in each. */
    static List<Long> behind(Session session, List<RecordKey> keys, int max) throws SQLException {
        List<Long> line = line(session, keys.get(0), max);
        for (RecordKey key : keys.subList(1, keys.size())) {
            List<Long> other = line(session, key, max);
            int same = 0;
            while (same < Math.min(line.size(), other.size()) && line.get(same).equals(other.get(same))) {
                same++;
            }
            line = line.subList(0, same);
        }
        return line;
    }

    private static List<Long> line(Session session, RecordKey key, int max) throws SQLException {
        return session.list(LINE, row -> row.getLong(1), key.bytes(), max);
    }
}
