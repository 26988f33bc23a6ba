package sluice.flow.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.internal.HttpContentResponse;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.client.transport.ResponseListeners;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

/**
 * Reads the replies that may be about the whole org, before their callers do. Whose token was not taken is logged in
 * again, one login for all who wait, and his call is repeated once; it was certainly not done. Stands where {@code
 * camel-salesforce} has a handler under which each call logs in for itself.
 */
final class RefusedCalls implements ProtocolHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPEATED = RefusedCalls.class.getName();
    private static final String LOGIN = "/services/oauth2/";

    private final GuardedHttpClient client;
    private final CallWatch watch;

    RefusedCalls(GuardedHttpClient client, CallWatch watch) {
        this.client = client;
        this.watch = watch;
    }

    /** Whether a reply with this status may say that the call was not done for a reason that is not the record's. */
    static boolean isOne(int status) {
        return switch (status) {
            case HttpStatus.UNAUTHORIZED_401,
                    HttpStatus.FORBIDDEN_403,
                    HttpStatus.REQUEST_TIMEOUT_408,
                    HttpStatus.TOO_MANY_REQUESTS_429 -> true;
            default -> status >= HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    }

    @Override
    public String getName() {
        return "refused-calls";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return isOne(response.getStatus()) && !request.getPath().startsWith(LOGIN);
    }

    @Override
    public Response.Listener getResponseListener() {
        return new BufferingResponseListener(client.getMaxContentLength()) {
            @Override
            public void onComplete(Result result) {
                if (result.isFailed()) {
                    listeners(result.getRequest()).emitFailureComplete(result);
                } else {
                    refused(
                            result.getRequest(),
                            new HttpContentResponse(result.getResponse(), getContent(), getMediaType(), getEncoding()));
                }
            }
        };
    }

    private void refused(Request request, HttpContentResponse response) {
        Failure failure = failure(response.getStatus(), response.getContent());
        HttpConversation conversation = ((HttpRequest) request).getConversation();
        boolean mayLogIn = response.getStatus() == HttpStatus.UNAUTHORIZED_401
                && failure.kind() == Failure.Kind.ORG
                && conversation.getAttribute(REPEATED) == null;
        if (mayLogIn) {
            conversation.setAttribute(REPEATED, true);
            client.getWorkerPool().execute(() -> logInAndRepeat(request, response));
        } else {
            watch.refused(response, failure);
            listeners(request).emitSuccessComplete(new Result(request, response));
        }
    }

    private void logInAndRepeat(Request request, Response response) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        int space = authorization.indexOf(' ');
        String scheme = authorization.substring(0, space + 1);
        try {
            String token = client.getSession().login(authorization.substring(space + 1));
            repeat(request, scheme + token);
        } catch (SalesforceException notLoggedIn) {
            listeners(request).emitFailureComplete(new Result(request, response, notLoggedIn));
        }
    }

    private void repeat(Request request, String authorization) {
        Request again = client.copyRequest(request, request.getURI()).method(request.getMethod());
        if (again.getBody() != null) {
            again.getBody().rewind();
        }
        again.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, authorization));
        watch.over(again);
        again.send(null);
    }

    /** Those of who made the call. */
    private static ResponseListeners listeners(Request request) {
        HttpConversation conversation = ((HttpRequest) request).getConversation();
        conversation.updateResponseListeners(null);
        return conversation.getResponseListeners();
    }

    /** What a reply with errors means. */
    static Failure failure(int status, byte[] content) {
        return Failure.replied(status, errors(content));
    }

    /** {@code [{"errorCode": "…", "message": "…"}]}; none where the reply is something else. */
    private static List<ApiError> errors(byte[] content) {
        List<ApiError> errors = new ArrayList<>();
        for (JsonNode error : read(content)) {
            if (error.path("errorCode").isTextual()) {
                errors.add(new ApiError(
                        error.path("errorCode").textValue(),
                        error.path("message").asText(""),
                        List.of()));
            }
        }
        return errors;
    }

    private static JsonNode read(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }
}
