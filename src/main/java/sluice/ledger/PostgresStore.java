package sluice.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Tables that replicas share. A process has one writing session and a few reading ones, like on SQLite.
 *
 * <p>Whoever moves record keys holds one advisory lock until the commit: the lines of the keys change as if there was
 * one writer. Locks per key would be taken in another order by each group commit and end in deadlocks. Claims take no
 * such lock and skip each other's rows.
 */
final class PostgresStore implements Store {
    static final int MAX_REPLICAS = 64;

    private static final Logger LOG = Logger.getLogger(PostgresStore.class);

    private static final List<String> SCRIPTS = List.of(
            "V1__deliveries.sql",
            "V2__dead_letters.sql",
            "V3__secrets.sql",
            "V4__api_calls.sql",
            "V5__bulk_groups.sql",
            "V6__sent_at.sql",
            "V7__lists.sql");
    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    // Locks are numbered by the table they are about, so that schemas of one database do not share them.
    private static final String HOLD_RECORD_KEYS = "select pg_advisory_xact_lock('key_head'::regclass::oid::bigint)";
    private static final String TAKE_PART =
            "select case when pg_try_advisory_lock(('tally'::regclass::oid::bigint << 16) + ?) then 1 else 0 end";
    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(('secret'::regclass::oid::bigint << 16) + ?)";
    private static final int LOCKS = 1 << 16;

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    PostgresStore(StoreAddress.Server address) {
        database.setURL(address.url());
        if (!address.user().isEmpty()) {
            database.setUser(address.user());
        }
        if (!address.password().isEmpty()) {
            database.setPassword(address.password());
        }
        database.setApplicationName("sluice");
        database.setConnectTimeout(CONNECT_SECONDS);
        database.setSocketTimeout(ANSWER_SECONDS);
        database.setTcpKeepAlive(true);
        database.setReWriteBatchedInserts(true);
    }

    @Override
    public void migrate() {
        Schema.migrate(database, "postgresql", SCRIPTS);
    }

    /** A process that stops in the midst of a transaction loses it soon, and with it the locks that others wait for. */
    @Override
    public Session writer() throws SQLException {
        Connection connection = open("set idle_in_transaction_session_timeout = '20s'", "set lock_timeout = '40s'");
        try {
            Session session = new Session(connection, part(connection));
            connection.setAutoCommit(false);
            return session;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Session reader() throws SQLException {
        Connection connection = open("set statement_timeout = '30s'");
        connection.setReadOnly(true);
        return new Session(connection, MAX_REPLICAS);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void holdRecordKeys(Session session) throws SQLException {
        session.list(HOLD_RECORD_KEYS, row -> true);
    }

    @Override
    public String skipLocked() {
        return " for update skip locked";
    }

    /** Not taken in advance: a request that comes after another's answer, on any replica, gets higher ones. */
    @Override
    public List<Long> newIds(Session session, int count) throws SQLException {
        return session.list("select nextval('delivery_id') from generate_series(1, ?)", row -> row.getLong(1), count);
    }

    /**
     * By a transaction on a connection of its own, which ends with it: nobody has to clean up after a process that died.
     * Two names may share a lock, which costs some time and nothing else.
     */
    @Override
    public LedgerLock lock(String name, Duration longest) throws SQLException {
        Connection connection = open(
                "set lock_timeout = '40s'",
                "set idle_in_transaction_session_timeout = '%dms'".formatted(longest.toMillis()));
        try {
            connection.setAutoCommit(false);
            int number = Math.floorMod(name.hashCode(), LOCKS);
            new Session(connection, MAX_REPLICAS).list(TAKE_LOCK, row -> true, number);
            return () -> release(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection that held a lock did not close", e);
        }
    }

    @Override
    public void close() {
        // sessions are closed by those who opened them
    }

    private Connection open(String... settings) throws SQLException {
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The part of the tally that no other process moves, as long as this connection lives. */
    private static int part(Connection connection) throws SQLException {
        Session session = new Session(connection, MAX_REPLICAS);
        for (int part = 0; part < MAX_REPLICAS; part++) {
            if (session.number(TAKE_PART, part) == 1) {
                Tally.prepare(session, part);
                return part;
            }
        }
        throw new SQLException("expected at most %d replicas, found one more".formatted(MAX_REPLICAS));
    }
}
