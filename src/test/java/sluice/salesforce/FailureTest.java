package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "400, REQUIRED_FIELD_MISSING, FINAL",
        "400, UNABLE_TO_LOCK_ROW, PASSING",
        "400, DUPLICATES_DETECTED, FINAL",
        "403, REQUEST_LIMIT_EXCEEDED, ORG",
        "403, INSUFFICIENT_ACCESS, FINAL",
        "401, INVALID_SESSION_ID, ORG",
        "401, INVALID_AUTH_HEADER, ORG",
        "401, INVALID_OPERATION_WITH_EXPIRED_PASSWORD, LOGIN",
        "403, API_DISABLED_FOR_ORG, LOGIN",
        "403, API_CURRENTLY_DISABLED, LOGIN",
        "400, INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE, ORG",
        "403, CONCURRENT_REQUESTS_LIMIT_EXCEEDED, PASSING",
        "403, CONCURRENT_REQUESTS_LIMIT_OF_ANY_KIND, PASSING",
        "400, QUERY_TIMEOUT, PASSING",
        "400, REQUEST_RUNNING_TOO_LONG, PASSING",
        "400, RECORD_IN_USE_BY_WORKFLOW, PASSING",
        "404, NOT_FOUND, FINAL",
        "408, ANY, UNANSWERED",
        "423, ANY, PASSING",
        "429, ANY, PASSING",
        "500, ANY, PASSING",
        "501, ANY, FINAL",
        "502, ANY, UNANSWERED",
        "503, SERVER_UNAVAILABLE, PASSING",
        "504, ANY, UNANSWERED",
        "504, UNKNOWN_EXCEPTION, UNANSWERED",
        "300, ANY, FINAL"
    })
    void classifiesByStatusAndCode(int httpStatus, String code, Failure.Kind kind) {
        Failure failure = Failure.replied(httpStatus, List.of(new ApiError(code, "text", List.of("F"))));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.fields()).containsExactly("F");
    }

    @ParameterizedTest
    @CsvSource({
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: System.LimitException: Too many SOQL queries: 101, PASSING",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, npsp:Too many SOQL queries: 101, PASSING",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: System.LimitException: Apex CPU time limit exceeded, PASSING",
        "CANNOT_EXECUTE_FLOW_TRIGGER, the flow tried to update records: UNABLE_TO_LOCK_ROW: unable to obtain, PASSING",
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: System.NullPointerException, FINAL",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION, Too many SOQL queries, FINAL"
    })
    void looksIntoTheMessageOfAnOrgsOwnAutomationOnly(String code, String message, Failure.Kind kind) {
        Failure failure = Failure.replied(400, List.of(new ApiError(code, message, List.of())));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ENTITY_IS_DELETED, '', 404, FINAL",
        "INVALID_CROSS_REFERENCE_KEY, '', 404, FINAL",
        "INVALID_CROSS_REFERENCE_KEY, AccountId, 400, FINAL",
        "DUPLICATE_EXTERNAL_ID, '', 300, FINAL",
        "UNABLE_TO_LOCK_ROW, '', 400, PASSING",
        "STRING_TOO_LONG, City, 400, FINAL"
    })
    void givesARecordOfASharedCallTheStatusItAloneWouldHaveGot(
            String code, String field, int httpStatus, Failure.Kind kind) {
        List<String> fields = field.isEmpty() ? List.of() : List.of(field);

        Failure failure = Failure.ofRecord(List.of(new ApiError(code, "text", fields)));

        assertThat(failure.httpStatus()).isEqualTo(httpStatus);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ENTITY_IS_DELETED, 400, FINAL",
        "INVALID_CROSS_REFERENCE_KEY, 400, FINAL",
        "DUPLICATE_EXTERNAL_ID, 300, FINAL",
        "UNABLE_TO_LOCK_ROW, 400, PASSING"
    })
    void takesWhatIsGoneForAReferenceWhereNoIdNamedTheRecord(String code, int httpStatus, Failure.Kind kind) {
        Failure failure = Failure.ofBody(List.of(new ApiError(code, "text", List.of())));

        assertThat(failure.httpStatus()).isEqualTo(httpStatus);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, false, LOGIN, 400",
        "401, false, LOGIN, 401",
        "400, true, ORG, 500",
        "503, false, ORG, 503",
        "504, false, ORG, 504"
    })
    void tellsARefusedLoginFromABusyOne(int httpStatus, boolean busy, Failure.Kind kind, int status) {
        Failure failure = Failure.loginRefused(httpStatus, "invalid_grant", "text", busy);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.httpStatus()).isEqualTo(status);
    }
}
