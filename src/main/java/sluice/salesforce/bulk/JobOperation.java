package sluice.salesforce.bulk;

import java.util.Locale;

/** What an ingest job does with its rows, in Salesforce's words. */
public enum JobOperation {
    INSERT,
    UPDATE,
    UPSERT,
    DELETE;

    /** As the API spells it: {@code upsert}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The operation that is spelt so.
     *
     * @throws IllegalArgumentException if there is none
     */
    static JobOperation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
