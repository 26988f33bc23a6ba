package sluice.salesforce;

/** What becomes of a create whose answer never came, where no lookup finds what it may have made. */
public enum UncertainCreate {
    /** A record that we have made since then with all the same fields is taken for it; else it is made again. */
    VERIFY,
    /** It is made again: there may be two then. */
    RETRY,
    /** Somebody has to look. */
    DEAD_LETTER
}
