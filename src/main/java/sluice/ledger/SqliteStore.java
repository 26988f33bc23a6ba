package sluice.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** One file that is ours alone: one session writes, others read beside it. A commit is on disk when it returns. */
final class SqliteStore implements Store {
    private static final List<String> SCRIPTS = List.of(
            "V1__deliveries.sql",
            "V2__tally_parts.sql",
            "V3__dead_letters.sql",
            "V4__secrets.sql",
            "V5__api_calls.sql",
            "V6__bulk_groups.sql",
            "V7__sent_at.sql",
            "V8__lists.sql");
    private static final int WRITER_CACHE_KIBIBYTES = 64 * 1024;
    private static final int CHECKPOINT_PAGES = 16_000;
    private static final int ONLY_PART = 0;
    private static final long UNKNOWN = -1;

    private final DirectoryLock lock;
    private final String url;
    private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();
    private long lastId = UNKNOWN; // the writer's thread only

    private SqliteStore(DirectoryLock lock, Path file) {
        this.lock = lock;
        url = "jdbc:sqlite:" + file;
    }

    /** @throws LedgerInUseException when somebody else has the directory */
    static SqliteStore in(Path directory) throws IOException {
        return new SqliteStore(DirectoryLock.of(directory), directory.resolve("ledger.sqlite"));
    }

    @Override
    public void migrate() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(url);
        Schema.migrate(database, "sqlite", SCRIPTS);
    }

    @Override
    public Session writer() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setCacheSize(-WRITER_CACHE_KIBIBYTES);
        config.setGetGeneratedKeys(false); // the driver would prepare another query after each insert
        Connection connection = config.createConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
        }
        connection.setAutoCommit(false);
        return new Session(connection, ONLY_PART);
    }

    @Override
    public Session reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new Session(config.createConnection(url), ONLY_PART);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void holdRecordKeys(Session session) {
        // the only writing session of the only process
    }

    @Override
    public String skipLocked() {
        return "";
    }

    @Override
    public List<Long> newIds(Session session, int count) throws SQLException {
        if (lastId == UNKNOWN) {
            lastId = session.number("select coalesce(max(id), 0) from delivery");
        }
        long first = lastId + 1;
        lastId += count;
        return LongStream.rangeClosed(first, lastId).boxed().toList();
    }

    /** There is no other process, and a transaction that is held would keep the writer from writing. */
    @Override
    public LedgerLock lock(String name, Duration longest) {
        Semaphore held = locks.computeIfAbsent(name, any -> new Semaphore(1));
        held.acquireUninterruptibly();
        return held::release;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        return config;
    }
}
