package sluice.ledger;

/** Where a delivery stands. Stored as its code: codes are never reused or renumbered. */
public enum State {
    /** Not due yet, behind an earlier one of its record, or ready to be claimed. */
    WAITING(0),
    /** Claimed: a call may be under way. */
    SENDING(1),
    DELIVERED(2),
    /** Nothing was to be done, such as an update of a record that is not there. */
    SKIPPED(3),
    /** Refused for good or out of attempts: a dead letter. */
    DEAD(4),
    /** A direct delivery that did not succeed; its caller was told, so it is no dead letter. */
    FAILED(5),
    /** Once a dead letter; somebody threw it away. */
    DISCARDED(6),
    /** Put into a group that becomes an ingest job, until it has its outcome. */
    GROUPED(7);

    private final int code;

    State(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Open deliveries keep their event and their record keys. */
    public boolean isOpen() {
        return this == WAITING || isClaimed();
    }

    /** Somebody has it and will say what became of it. */
    boolean isClaimed() {
        return this == SENDING || this == GROUPED;
    }

    boolean keepsEvent() {
        return isOpen() || this == DEAD;
    }

    static State of(int code) {
        for (State state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("delivery state: expected a known code, was " + code);
    }
}
