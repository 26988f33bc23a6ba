package sluice.salesforce;

/** What is to become of a record. */
public enum Operation {
    /** A new record, whatever is there already. */
    CREATE,
    /** A new record, unless the record matchers find one; without matchers the same as {@link #CREATE}. */
    ADD,
    /** Changes the one record that the matchers find; none is an outcome of its own (404), several are refused (300). */
    UPDATE,
    /** Changes the one record that the matchers find, or makes it. */
    UPSERT,
    /** Deletes the one record that the matchers find. */
    DELETE
}
