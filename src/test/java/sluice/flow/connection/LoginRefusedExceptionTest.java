package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.salesforce.Failure;

class LoginRefusedExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    invalid_grant  | expired authorization code                 | 400 | 500 | true
                    invalid_grant  | token request is already being processed   | 400 | 500 | true
                    invalid_grant  | Token request is already being processed   | 400 | 400 | false
                    invalid_client | expired authorization code                 | 400 | 400 | false
                    invalid_grant  | expired authorization code                 | 401 | 401 | false
                    invalid_grant  | token request is already being processed   | 503 | 503 | true
                    """)
    void takesOneStatusCodeAndTextsForAnotherLoginUnderWay(
            String code, String message, int httpStatus, int status, boolean isRetryable) {
        Failure failure = new LoginRefusedException(code, message, httpStatus).failure();

        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    }
}
