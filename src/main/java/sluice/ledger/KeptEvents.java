package sluice.ledger;

/** What is kept of the events of deliveries that are done. Open ones and dead letters keep theirs. */
public enum KeptEvents {
    /** Nothing. */
    NONE,
    /** What was in them, without the values: see {@link sluice.event.Redaction}. */
    REDACTED,
    /** All of it, as long as the delivery. */
    FULL
}
