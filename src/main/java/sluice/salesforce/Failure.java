package sluice.salesforce;

import java.util.List;
import java.util.Set;

/**
 * What went wrong with a call, and what that means for the write. The one place where failures are classified: by
 * status and code, never by the text of a message.
 *
 * @param httpStatus the reply's; 500 where none came, as Segment settles it
 * @param kind what may be done about it
 */
public record Failure(int httpStatus, String errorCode, String message, List<String> fields, Kind kind) {
    /** What may be done about a failure. */
    public enum Kind {
        /** Salesforce refused the write: the same again would be refused again. */
        FINAL,
        /** It may pass: again later. */
        PASSING,
        /** The org takes nothing from anybody: again when it does, without an attempt being spent. */
        ORG,
        /** The login is refused: again when somebody has mended the settings, without an attempt being spent. */
        LOGIN,
        /** No answer came: nobody knows whether the write was done. */
        UNANSWERED
    }

    /** The status of a failure without a reply, as Segment settles it. */
    private static final int NO_REPLY = 500;

    /** The code of a failure without an answer. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /** The code of a failure without a connection. */
    public static final String NO_CONNECTION = "NO_CONNECTION";

    /** SALESFORCE.md's table follows the REST API Developer Guide, "Status Codes and Error Responses". */
    private static final Set<String> PASSING_CODES = Set.of(
            "UNABLE_TO_LOCK_ROW",
            "SERVER_UNAVAILABLE",
            "QUERY_TIMEOUT",
            "CONCURRENT_REQUESTS_LIMIT_EXCEEDED",
            "CONCURRENT_PER_ORG_LONG_TXN",
            "UNKNOWN_EXCEPTION");

    /** What a record that is not there is called in the results of a shared call; alone it is a status 404. */
    private static final Set<String> GONE_CODES =
            Set.of("ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY");

    private static final Set<String> ORG_CODES = Set.of("REQUEST_LIMIT_EXCEEDED", "INVALID_SESSION_ID");

    private static final int REFUSED = 400;
    private static final int GONE = 404;
    private static final int SEVERAL = 300;

    /** A login with an expired password succeeds; only the calls after it are refused. */
    private static final Set<String> LOGIN_CODES = Set.of("INVALID_OPERATION_WITH_EXPIRED_PASSWORD");

    public Failure {
        fields = List.copyOf(fields);
    }

    /** Whether a client may try the same again. */
    public boolean isRetryable() {
        return kind != Kind.FINAL && kind != Kind.LOGIN;
    }

    /**
     * A reply that refuses.
     *
     * @param errors those of the reply, may be empty; the first speaks for all
     */
    public static Failure replied(int httpStatus, List<ApiError> errors) {
        String code = httpStatus == SEVERAL ? "MULTIPLE_RECORDS_FOUND" : "HTTP_" + httpStatus;
        ApiError first =
                errors.isEmpty() ? new ApiError(code, "Salesforce answered " + httpStatus, List.of()) : errors.get(0);
        return new Failure(
                httpStatus, first.errorCode(), first.message(), first.fields(), kind(httpStatus, first.errorCode()));
    }

    /**
     * One record's errors among the results of a shared call, with the status that the record alone would have got.
     *
     * @param errors may be empty; the first speaks for all
     */
    public static Failure ofRecord(List<ApiError> errors) {
        ApiError first =
                errors.isEmpty() ? new ApiError("NOT_WRITTEN", "no reason was given", List.of()) : errors.get(0);
        boolean gone = GONE_CODES.contains(first.errorCode()) && first.fields().isEmpty();
        boolean several = first.errorCode().equals("DUPLICATE_EXTERNAL_ID");
        return replied(gone ? GONE : several ? SEVERAL : REFUSED, List.of(first));
    }

    /** We refuse it ourselves. */
    public static Failure of(Call.Refuse refusal) {
        Kind kind = kind(refusal.httpStatus(), refusal.errorCode());
        return new Failure(refusal.httpStatus(), refusal.errorCode(), refusal.message(), refusal.fields(), kind);
    }

    /** The claim ran out before the call was made: somebody else may be writing it. */
    public static Failure leaseLapsed() {
        return new Failure(
                NO_REPLY, "LEASE_LAPSED", "its claim ran out before it could be written", List.of(), Kind.ORG);
    }

    /** No reply, though the request may have arrived. */
    public static Failure unanswered(String message) {
        return new Failure(NO_REPLY, NO_ANSWER, message, List.of(), Kind.UNANSWERED);
    }

    /** No reply, since there was no connection: the request did not arrive. */
    public static Failure unconnected(String message) {
        return new Failure(NO_REPLY, NO_CONNECTION, message, List.of(), Kind.ORG);
    }

    /**
     * The login server gave no token.
     *
     * @param busy it refused only since another login is under way ("Simultaneous Token Requests Are Blocked During the
     *     Refresh Token Flow", release notes 252)
     */
    public static Failure loginRefused(int httpStatus, String errorCode, String message, boolean busy) {
        boolean passing = busy || kind(httpStatus, errorCode) != Kind.FINAL;
        return new Failure(
                busy ? NO_REPLY : httpStatus, errorCode, message, List.of(), passing ? Kind.ORG : Kind.LOGIN);
    }

    private static Kind kind(int httpStatus, String errorCode) {
        if (ORG_CODES.contains(errorCode)) {
            return Kind.ORG;
        }
        if (LOGIN_CODES.contains(errorCode)) {
            return Kind.LOGIN;
        }
        if (PASSING_CODES.contains(errorCode)) {
            return Kind.PASSING;
        }
        boolean busy = httpStatus == 408 || httpStatus == 423 || httpStatus == 429;
        boolean broken = httpStatus >= 500 && httpStatus != 501;
        return busy || broken ? Kind.PASSING : Kind.FINAL;
    }
}
