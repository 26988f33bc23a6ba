package sluice.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** The database file: one session writes, others read beside it. A commit is on disk when it returns. */
final class SqliteFile {
    private static final int WRITER_CACHE_KIBIBYTES = 64 * 1024;

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
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setCacheSize(-WRITER_CACHE_KIBIBYTES);
        Connection connection = config.createConnection(url);
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
