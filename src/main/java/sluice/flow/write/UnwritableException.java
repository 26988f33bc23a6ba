package sluice.flow.write;

/** A delivery that cannot be written, whatever Salesforce would say. */
final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private UnwritableException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static UnwritableException mappingGone(String mapping) {
        return new UnwritableException(
                "MAPPING_GONE", "mapping %s: expected one of that name, enabled, was none".formatted(mapping), null);
    }

    static UnwritableException unreadable(Throwable cause) {
        return new UnwritableException("EVENT_UNREADABLE", "event: expected JSON, was something else", cause);
    }

    static UnwritableException perhapsWritten() {
        return new UnwritableException(
                "PERHAPS_WRITTEN",
                "an earlier attempt may have created the record, and no matcher finds it: expected a record matcher that"
                        + " is also written, found none",
                null);
    }

    String code() {
        return code;
    }
}
