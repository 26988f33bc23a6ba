package sluice.ledger;

/** The store cannot be written or read now: disk full, file gone, closed. The next call tries again. */
public final class LedgerUnavailableException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
