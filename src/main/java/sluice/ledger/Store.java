package sluice.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The database, and the few things that SQLite and PostgreSQL do differently. All other SQL is one for both.
 *
 * <p>{@link #holdRecordKeys} and {@link #newIds} are called by the writer's thread only.
 */
interface Store extends AutoCloseable {
    /** @throws LedgerInUseException when another process has the directory */
    static Store open(StoreAddress address) throws IOException {
        return address instanceof StoreAddress.Server server
                ? new PostgresStore(server)
                : SqliteStore.in(((StoreAddress.Directory) address).path());
    }

    /** Brings the tables to the newest version. */
    void migrate();

    /** Transactions begin by themselves and end by {@link Session#commit}. */
    Session writer() throws SQLException;

    /** Each query sees the last commit and holds nothing afterwards. */
    Session reader() throws SQLException;

    /** Whether other processes work on the same tables: their rows are not ours to put right. */
    boolean isShared();

    /** No other process moves record keys until this transaction ends. Comes first in the transaction. */
    void holdRecordKeys(Session session) throws SQLException;

    /** Ends a query for rows to be claimed: those that another process is claiming are left out. */
    String skipLocked();

    /** Higher than every id before, in ascending order. Some may stay unused. */
    List<Long> newIds(Session session, int count) throws SQLException;

    /**
     * Waits until nobody else has it.
     *
     * @param longest how long it can be held at most, where somebody else may wait for it
     */
    LedgerLock lock(String name, Duration longest) throws SQLException;

    @Override
    void close() throws IOException;
}
