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
        "401, INVALID_OPERATION_WITH_EXPIRED_PASSWORD, LOGIN",
        "404, NOT_FOUND, FINAL",
        "408, ANY, PASSING",
        "423, ANY, PASSING",
        "429, ANY, PASSING",
        "500, ANY, PASSING",
        "501, ANY, FINAL",
        "503, SERVER_UNAVAILABLE, PASSING",
        "300, ANY, FINAL"
    })
    void classifiesByStatusAndCode(int httpStatus, String code, Failure.Kind kind) {
        Failure failure = Failure.replied(httpStatus, List.of(new ApiError(code, "text", List.of("F"))));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.fields()).containsExactly("F");
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
    @CsvSource({"400, false, LOGIN, 400", "400, true, ORG, 500", "503, false, ORG, 503"})
    void tellsARefusedLoginFromABusyOne(int httpStatus, boolean busy, Failure.Kind kind, int status) {
        Failure failure = Failure.loginRefused(httpStatus, "invalid_grant", "text", busy);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.httpStatus()).isEqualTo(status);
    }
}
