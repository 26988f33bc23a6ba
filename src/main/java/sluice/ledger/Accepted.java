package sluice.ledger;

/**
 * What became of a request.
 *
 * @param taken deliveries that are now on disk
 * @param duplicates deliveries that the ledger had taken before, or twice in this request: acknowledged, not stored
 */
public record Accepted(int taken, int duplicates) {}
