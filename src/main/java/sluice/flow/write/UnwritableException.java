package sluice.flow.write;

import sluice.salesforce.Failure;

/** A delivery that cannot be written, whatever Salesforce would say. */
final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int REFUSED = 400;
    private static final int NO_REPLY = 500;

    private final int httpStatus;
    private final String code;

    private UnwritableException(int httpStatus, String code, String message, Throwable cause) {
        super(message, cause);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    static UnwritableException mappingGone(String mapping) {
        return new UnwritableException(
                REFUSED,
                "MAPPING_GONE",
                "mapping %s: expected one of that name, enabled, was none".formatted(mapping),
                null);
    }

    static UnwritableException unreadable(Throwable cause) {
        return new UnwritableException(REFUSED, "EVENT_UNREADABLE", "event: expected JSON, was something else", cause);
    }

    static UnwritableException perhapsWritten() {
        return new UnwritableException(
                REFUSED,
                "PERHAPS_WRITTEN",
                "an earlier attempt may have created the record, and nothing tells whether it did. Either replay it with"
                        + " options.uncertainCreate: verify in its mapping, which looks for a record with its fields; or"
                        + " look yourself, and replay it with force if there is none, discard it if there is one. With"
                        + " an options.idempotencyField later events do not come to this",
                null);
    }

    /** @param attempts how many were made */
    static UnwritableException unanswered(int attempts) {
        return new UnwritableException(
                NO_REPLY,
                Failure.NO_ANSWER,
                "the last of %d attempts got no answer: it may have been written, and is not sent again"
                        .formatted(attempts),
                null);
    }

    /** The reply's that would have said so. */
    int httpStatus() {
        return httpStatus;
    }

    String code() {
        return code;
    }
}
