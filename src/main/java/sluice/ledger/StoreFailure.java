package sluice.ledger;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What a failure of the store is to those who use the ledger. */
final class StoreFailure {
    /** "disk_full" in PostgreSQL's manual, appendix "PostgreSQL Error Codes". */
    private static final String POSTGRESQL_DISK_FULL = "53100";

    private StoreFailure() {}

    /** A {@link LedgerFullException} where there is no room on the disk, else a {@link LedgerUnavailableException}. */
    static LedgerException of(String message, Throwable cause) {
        return cause instanceof SQLException failure && isFull(failure)
                ? new LedgerFullException(message + ", since its disk is full", cause)
                : new LedgerUnavailableException(message, cause);
    }

    private static boolean isFull(SQLException failure) {
        return failure.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code
                || POSTGRESQL_DISK_FULL.equals(failure.getSQLState());
    }
}
