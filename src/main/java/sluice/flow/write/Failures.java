package sluice.flow.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import sluice.action.RefusedException;
import sluice.flow.connection.FailedConnection;
import sluice.flow.connection.LoginRefusedException;
import sluice.flow.connection.LoginUnansweredException;
import sluice.flow.connection.SendingPausedException;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

/** Reads the failures that the routes meet: those of the mappings, of {@code camel-salesforce} and of its HTTP client. */
public final class Failures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Failures() {}

    public static Failure of(Throwable thrown) {
        if (find(thrown, RefusedException.class).isPresent()) {
            RefusedException refused = find(thrown, RefusedException.class).get();
            return refused(refused.status(), refused.code().name(), refused.getMessage(), refused.fields());
        }
        if (find(thrown, LeaseLapsedException.class).isPresent()) {
            return Failure.leaseLapsed();
        }
        if (find(thrown, UnwritableException.class).isPresent()) {
            UnwritableException unwritable =
                    find(thrown, UnwritableException.class).get();
            return refused(unwritable.httpStatus(), unwritable.code(), unwritable.getMessage(), List.of());
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
        if (FailedConnection.isReasonOf(thrown)) {
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

    /** The component reads the errors of its own operations; of raw ones it gives the body as the message. */
    private static List<ApiError> errors(SalesforceException replied) {
        if (replied.getErrors().isEmpty()) {
            return rawErrors(replied.getMessage());
        }
        return replied.getErrors().stream()
                .map(error -> new ApiError(
                        Optional.ofNullable(error.getErrorCode()).orElse("HTTP_" + replied.getStatusCode()),
                        Optional.ofNullable(error.getMessage()).orElse(""),
                        Optional.ofNullable(error.getFields()).orElse(List.of())))
                .toList();
    }

    private static List<ApiError> rawErrors(String body) {
        List<ApiError> errors = new ArrayList<>();
        for (JsonNode error : read(body)) {
            List<String> fields = new ArrayList<>();
            error.path("fields").forEach(field -> fields.add(field.asText()));
            if (error.path("errorCode").isTextual()) {
                errors.add(new ApiError(
                        error.path("errorCode").textValue(),
                        error.path("message").asText(""),
                        fields));
            }
        }
        return errors;
    }

    private static JsonNode read(String body) {
        try {
            return body == null ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
