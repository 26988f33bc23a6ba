package sluice.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Drops the rows of deliveries and groups that have been done for long, and forgets messageIds. Finds them beside the writer and
 * drops them in small steps, so that intake goes on; each run goes on where the one before ended, round and round. Dead
 * letters stay until somebody replays or discards them; the newest row stays too, so that ids never begin anew.
 */
final class Pruning {
    /** In the order of arrival, which is that of age but for a few. */
    private static final String ROWS =
            """
            select id, state, received_at, changed_at, payload from delivery
             where id > ? and id < (select max(id) from delivery) order by id limit ?""";

    private static final String GROUPS =
            "select id from bulk_group where state >= 8 and changed_at < ? order by changed_at limit ?";

    /** In no order of age, since an index for that would cost each append. */
    private static final String MESSAGE_IDS = "select hash, at from seen where hash > ? order by hash limit ?";

    private final LedgerSettings settings;
    private final Writer writer;
    private final Readers readers;
    private final Clock clock;
    private final Pace pace;
    private long lastRow; // guarded by this, like the next
    private byte[] lastHash = {};

    Pruning(LedgerSettings settings, Writer writer, Readers readers, Clock clock, Pace pace) {
        this.settings = settings;
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * How much is done at once.
     *
     * @param rows that a step looks at
     * @param steps of a run, at most
     */
    record Pace(int rows, int steps) {
        static final Pace USUAL = new Pace(1_000, 50);
    }

    /** @param payload 0: none */
    private record Row(long id, State state, long receivedAt, long changedAt, long payload) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), State.of(row.getInt(2)), row.getLong(3), row.getLong(4), row.getLong(5));
        }

        boolean isDoneBefore(long time) {
            return !state.keepsEvent() && changedAt < time;
        }
    }

    private record MessageId(byte[] hash, long at) {
        static MessageId read(ResultSet row) throws SQLException {
            return new MessageId(row.getBytes(1), row.getLong(2));
        }
    }

    /** As much as is old, within bounds: what is left is for the next time. */
    synchronized void prune() {
        pruneRows(clock.instant().minus(settings.retention()).toEpochMilli());
        pruneGroups(clock.instant().minus(settings.retention()).toEpochMilli());
        forgetMessageIds(clock.instant().minus(settings.idRetention()).toEpochMilli());
    }

    /** What is old and stays is passed over, however much it is. */
    private void pruneRows(long before) {
        for (int step = 0; step < pace.steps(); step++) {
            long after = lastRow;
            List<Row> page = readers.read(session -> session.list(ROWS, Row::read, after, pace.rows()));
            drop(page.stream().filter(row -> row.isDoneBefore(before)).toList());
            if (page.size() < pace.rows() || last(page).receivedAt() >= before) {
                lastRow = 0;
                return;
            }
            lastRow = last(page).id();
        }
    }

    private static <T> T last(List<T> page) {
        return page.get(page.size() - 1);
    }

    private void pruneGroups(long before) {
        List<Long> over = readers.read(session -> session.list(GROUPS, row -> row.getLong(1), before, pace.rows()));
        if (!over.isEmpty()) {
            writer.callApart(over.size(), session -> dropGroups(session, over));
        }
    }

    private static int dropGroups(Session session, List<Long> ids) throws SQLException {
        String among = Among.placeholders(ids.size());
        return session.update(
                "delete from bulk_group where id in " + among, Among.padded(ids).toArray());
    }

    private void drop(List<Row> done) {
        Map<State, List<Long>> ids = new EnumMap<>(State.class);
        done.forEach(row ->
                ids.computeIfAbsent(row.state(), state -> new ArrayList<>()).add(row.id()));
        List<Long> payloads =
                done.stream().map(Row::payload).filter(id -> id != 0).toList();
        if (!ids.isEmpty()) {
            writer.call(done.size(), session -> drop(session, ids, payloads));
        }
    }

    private static Void drop(Session session, Map<State, List<Long>> ids, List<Long> payloads) throws SQLException {
        Payloads.drop(session, payloads);
        for (Map.Entry<State, List<Long>> entry : ids.entrySet()) {
            String among = Among.placeholders(entry.getValue().size());
            Object[] arguments = Among.padded(entry.getValue()).toArray();
            session.update("delete from outcome where delivery in " + among, arguments);
            int dropped = session.update("delete from delivery where id in " + among, arguments);
            Tally.add(session, entry.getKey(), -dropped);
        }
        return null;
    }

    /** It comes to each within hours, however many there are. */
    private void forgetMessageIds(long before) {
        for (int step = 0; step < pace.steps(); step++) {
            byte[] after = lastHash;
            List<MessageId> page =
                    readers.read(session -> session.list(MESSAGE_IDS, MessageId::read, after, pace.rows()));
            List<byte[]> old = page.stream()
                    .filter(messageId -> messageId.at() < before)
                    .map(MessageId::hash)
                    .toList();
            if (!old.isEmpty()) {
                writer.call(old.size(), session -> forget(session, old));
            }
            if (page.size() < pace.rows()) {
                lastHash = new byte[0];
                return;
            }
            lastHash = last(page).hash();
        }
    }

    private static int forget(Session session, List<byte[]> hashes) throws SQLException {
        String among = Among.placeholders(hashes.size());
        return session.update(
                "delete from seen where hash in " + among, Among.padded(hashes).toArray());
    }
}
