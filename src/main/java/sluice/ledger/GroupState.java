package sluice.ledger;

/** Where a group stands. Stored as its code: codes are never reused or renumbered. */
public enum GroupState {
    /** Takes further deliveries of its lane. */
    COLLECTING(0),
    /** Takes no more; its aggregator has not passed it on yet. */
    COMPLETED(1),
    /** To be sent. */
    READY(2),
    /** Its job is about to be created: it may exist without our knowing its id. */
    INTENDED(3),
    /** Its job exists and waits for the rows. */
    CREATED(4),
    /** Salesforce has the rows and has not been told to begin. */
    UPLOADED(5),
    /** Salesforce was told to begin, or is about to be. */
    CLOSED(6),
    /** Its job is over; its deliveries get their outcomes. */
    ENDED(7),
    /** Every delivery had its outcome. */
    DONE(8),
    /** The same of a job that failed as a whole. */
    FAILED(9);

    private final int code;

    GroupState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Nothing is to be done with it any more. */
    public boolean isOver() {
        return this == DONE || this == FAILED;
    }

    static GroupState of(int code) {
        for (GroupState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("group state: expected a known code, was " + code);
    }
}
