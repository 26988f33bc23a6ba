package sluice.flow.write;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import sluice.action.RefusedException;
import sluice.flow.connection.LoginRefusedException;
import sluice.flow.connection.LoginUnansweredException;
import sluice.flow.connection.SendingPausedException;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

/** Reads the failures that the routes meet: those of the mappings, of {@code camel-salesforce} and of its HTTP client. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable thrown) {
        if (find(thrown, RefusedException.class).isPresent()) {
            RefusedException refused = find(thrown, RefusedException.class).get();
            return refused(refused.status(), refused.code().name(), refused.getMessage(), refused.fields());
        }
        if (find(thrown, UnwritableException.class).isPresent()) {
            UnwritableException unwritable =
                    find(thrown, UnwritableException.class).get();
            return refused(400, unwritable.code(), unwritable.getMessage(), List.of());
        }
        if (find(thrown, SendingPausedException.class).isPresent()) {
            return find(thrown, SendingPausedException.class).get().failure();
        }
        if (find(thrown, LoginRefusedException.class).isPresent()) {
            return find(thrown, LoginRefusedException.class).get().failure();
        }
        if (find(thrown, LoginUnansweredException.class).isPresent()) {
            return find(thrown, LoginUnansweredException.class).get().failure();
        }
        if (find(thrown, ConnectException.class).isPresent()
                || find(thrown, UnknownHostException.class).isPresent()) {
            return Failure.unconnected("Salesforce could not be reached");
        }
        return find(thrown, SalesforceException.class)
                .filter(replied -> replied.getStatusCode() > 0)
                .map(replied -> Failure.replied(replied.getStatusCode(), errors(replied)))
                .orElseGet(() -> Failure.unanswered("Salesforce did not answer"));
    }

    private static Failure refused(int status, String code, String message, List<String> fields) {
        return new Failure(status, code, message, fields, Failure.Kind.FINAL);
    }

    private static List<ApiError> errors(SalesforceException replied) {
        return Optional.ofNullable(replied.getErrors()).orElse(List.of()).stream()
                .map(error -> new ApiError(
                        Optional.ofNullable(error.getErrorCode()).orElse("HTTP_" + replied.getStatusCode()),
                        Optional.ofNullable(error.getMessage()).orElse(""),
                        Optional.ofNullable(error.getFields()).orElse(List.of())))
                .toList();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
