package sluice.ledger;

/** What is not known of the attempts of a delivery so far. Stored as its code: codes are never reused or renumbered. */
public enum Doubt {
    /** Nothing: none of them wrote anything. */
    NONE(0),
    /** Whether one of them wrote. */
    WRITTEN(1),
    /** Whether one of them made a record, and if so it has no external id that says of which delivery it is. */
    PLAINLY_CREATED(2);

    private final int code;

    Doubt(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The one that leaves more open. */
    public Doubt or(Doubt other) {
        return compareTo(other) < 0 ? other : this;
    }

    static Doubt of(int code) {
        for (Doubt doubt : values()) {
            if (doubt.code == code) {
                return doubt;
            }
        }
        throw new IllegalArgumentException("doubt of a delivery: expected a known code, was " + code);
    }
}
