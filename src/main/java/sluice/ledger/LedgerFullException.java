package sluice.ledger;

/**
 * More deliveries wait than {@code ledger.max-rows} allows, or the disk is full: try again later. Goes by itself as
 * deliveries are done, or when the disk has room again.
 */
public final class LedgerFullException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerFullException(long open, long maxRows) {
        super("ledger: expected at most %d open deliveries, were %d".formatted(maxRows, open), null);
    }

    LedgerFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
