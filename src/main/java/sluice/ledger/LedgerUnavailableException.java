package sluice.ledger;

/** The store cannot be written or read now: server or file gone, closed. The next call tries again. */
public final class LedgerUnavailableException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
