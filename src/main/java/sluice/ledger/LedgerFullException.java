package sluice.ledger;

/** More deliveries wait than {@code ledger.max-rows} allows: try again later. Goes by itself as deliveries are done. */
public final class LedgerFullException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerFullException(long open, long maxRows) {
        super("ledger: expected at most %d open deliveries, were %d".formatted(maxRows, open), null);
    }
}
