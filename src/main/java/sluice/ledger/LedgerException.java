package sluice.ledger;

/** The ledger did not do it, and nothing of it was done. */
public abstract sealed class LedgerException extends RuntimeException
        permits LedgerInUseException, LedgerFullException, LedgerUnavailableException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
