package sluice.salesforce;

import java.util.List;
import java.util.Set;

/**
 * What went wrong with a call, and what that means for the write. The one place where failures are classified: by status
 * and code. The text of a message counts for two codes only, behind which an org's own Apex and flows hide all others.
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
        /**
         * No answer came, or one (408, 502, 504) that a proxy may have given while Salesforce was still at it: nobody
         * knows whether the write was done. With 500 Salesforce has undone it, with 503 not begun: those are {@link
         * #PASSING}.
         */
        UNANSWERED
    }

    /** The status of a failure without a reply, as Segment settles it. */
    private static final int NO_REPLY = 500;

    /** The code of a failure without an answer. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /** The code of a failure without a connection. */
    public static final String NO_CONNECTION = "NO_CONNECTION";

    private static final String CANNOT_LOCK = "UNABLE_TO_LOCK_ROW";

    /** REST API Developer Guide, "Status Codes and Error Responses"; SOAP API Developer Guide, "ExceptionCode". */
    private static final Set<String> PASSING_CODES = Set.of(
            CANNOT_LOCK,
            "SERVER_UNAVAILABLE",
            "QUERY_TIMEOUT",
            "REQUEST_RUNNING_TOO_LONG",
            "TOO_MANY_APEX_REQUESTS",
            "RECORD_IN_USE_BY_WORKFLOW",
            "CONCURRENT_PER_ORG_LONG_TXN",
            "UNKNOWN_EXCEPTION");

    /** How the codes of all limits on calls at the same time begin. */
    private static final String CONCURRENT_REQUESTS = "CONCURRENT_REQUESTS_LIMIT";

    /** What an org's triggers and flows fail with, whatever the reason; their message tells it. */
    private static final Set<String> AUTOMATION_CODES =
            Set.of("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER");

    /**
     * Reasons of automation that depend on what else goes on: a lock, or a limit that is shared by the records written
     * together (Apex Developer Guide, "Execution Governors and Limits").
     */
    private static final List<String> PASSING_REASONS =
            List.of(CANNOT_LOCK, "Too many SOQL queries", "System.LimitException");

    /** What a record that is not there is called in the results of a shared call; alone it is a status 404. */
    private static final Set<String> GONE_CODES =
            Set.of("ENTITY_IS_DELETED", "NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY");

    private static final Set<String> ORG_CODES = Set.of(
            "REQUEST_LIMIT_EXCEEDED", "INVALID_SESSION_ID", "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE");

    private static final int REFUSED = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int GONE = 404;
    private static final int SEVERAL = 300;

    /** Such a login succeeds; only the calls after it are refused. */
    private static final Set<String> LOGIN_CODES =
            Set.of("INVALID_OPERATION_WITH_EXPIRED_PASSWORD", "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED");

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
        return new Failure(httpStatus, first.errorCode(), first.message(), first.fields(), kind(httpStatus, first));
    }

    /**
     * One record's errors among the results of a shared call, with the status that the record alone would have got. What
     * is gone is taken for the record itself.
     *
     * @param errors may be empty; the first speaks for all
     */
    public static Failure ofRecord(List<ApiError> errors) {
        ApiError first = first(errors);
        boolean gone = GONE_CODES.contains(first.errorCode()) && first.fields().isEmpty();
        return gone ? replied(GONE, List.of(first)) : ofBody(errors);
    }

    /** The same of a record that no id named: what is gone can only be what its body refers to. */
    static Failure ofBody(List<ApiError> errors) {
        ApiError first = first(errors);
        return replied(first.errorCode().equals("DUPLICATE_EXTERNAL_ID") ? SEVERAL : REFUSED, List.of(first));
    }

    private static ApiError first(List<ApiError> errors) {
        return errors.isEmpty() ? new ApiError("NOT_WRITTEN", "no reason was given", List.of()) : errors.get(0);
    }

    /** We refuse it ourselves. */
    public static Failure of(Call.Refuse refusal) {
        return replied(
                refusal.httpStatus(), List.of(new ApiError(refusal.errorCode(), refusal.message(), refusal.fields())));
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
        boolean refused = httpStatus == UNAUTHORIZED // here it is about the credentials, not about a session
                || kind(httpStatus, new ApiError(errorCode, message, List.of())) == Kind.FINAL;
        boolean passing = busy || !refused;
        return new Failure(
                busy ? NO_REPLY : httpStatus, errorCode, message, List.of(), passing ? Kind.ORG : Kind.LOGIN);
    }

    private static Kind kind(int httpStatus, ApiError error) {
        if (LOGIN_CODES.contains(error.errorCode())) {
            return Kind.LOGIN;
        }
        if (ORG_CODES.contains(error.errorCode()) || httpStatus == UNAUTHORIZED) {
            return Kind.ORG;
        }
        if (httpStatus == 408 || httpStatus == 502 || httpStatus == 504) {
            return Kind.UNANSWERED;
        }
        return isPassing(error) || isPassing(httpStatus) ? Kind.PASSING : Kind.FINAL;
    }

    private static boolean isPassing(ApiError error) {
        return PASSING_CODES.contains(error.errorCode())
                || error.errorCode().startsWith(CONCURRENT_REQUESTS)
                || AUTOMATION_CODES.contains(error.errorCode())
                        && PASSING_REASONS.stream().anyMatch(error.message()::contains);
    }

    private static boolean isPassing(int httpStatus) {
        return httpStatus == 423 || httpStatus == 429 || httpStatus >= 500 && httpStatus != 501;
    }
}
