package sluice.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The database file: one session writes, others read beside it. A commit is on disk when it returns. */
final class SqliteFile {
    private static final int WRITER_CACHE_KIBIBYTES = 64 * 1024;
    private static final int CHECKPOINT_PAGES = 16_000;

    private final String url;

    SqliteFile(Path file) {
        url = "jdbc:sqlite:" + file;
    }

    String url() {
        return url;
    }

    /** Transactions begin by themselves and end by {@link Session#commit}. */
    Session writer() throws SQLException {
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
        return new Session(connection);
    }

    /** Each query sees the last commit and holds nothing afterwards. */
    Session reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new Session(config.createConnection(url));
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        return config;
    }
}
