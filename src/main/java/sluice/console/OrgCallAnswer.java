package sluice.console;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import sluice.salesforce.Failure;
import sluice.salesforce.OrgCallException;

/**
 * Answers calls that the org did not: 404 when it knows no such object, else 502, with its own words.
 *
 * <p>{@code {"error": {"httpStatus": 401, "errorCode": "INVALID_SESSION_ID", "message": "…"}}}
 */
@Provider
public final class OrgCallAnswer implements ExceptionMapper<OrgCallException> {
    @Override
    public Response toResponse(OrgCallException failed) {
        Failure failure = failed.failure();
        boolean unknown = failure.httpStatus() == Status.NOT_FOUND.getStatusCode();
        Map<String, Object> error = Map.of(
                "httpStatus", failure.httpStatus(), "errorCode", failure.errorCode(), "message", failure.message());
        return Response.status(unknown ? Status.NOT_FOUND : Status.BAD_GATEWAY)
                .entity(Map.of("error", error))
                .type("application/json")
                .build();
    }
}
