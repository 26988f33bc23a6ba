package sluice.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.event.Fault;

/** Reads the bodies of {@code /api} and answers those that are wrong. */
final class Requests {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Requests() {}

    /**
     * The body as a JSON object with no other members than these: a mistyped {@code dryRun} must not write.
     *
     * @throws WebApplicationException 400 when it is none
     */
    static JsonNode read(String body, Set<String> members) {
        JsonNode call = read(body);
        List<Fault> unknown = new ArrayList<>();
        call.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                unknown.add(new Fault(
                        "", "only the members " + members.stream().sorted().toList(), name));
            }
        });
        if (!unknown.isEmpty()) {
            throw answer(Response.Status.BAD_REQUEST.getStatusCode(), unknown);
        }
        return call;
    }

    private static JsonNode read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException notJson) {
            throw wrong(new Fault("", "a JSON object", "text that is no JSON"));
        }
        throw wrong(new Fault("", "a JSON object", "another JSON value"));
    }

    /** 400: the call itself is wrong. */
    static WebApplicationException wrong(Fault fault) {
        return answer(Response.Status.BAD_REQUEST.getStatusCode(), List.of(fault));
    }

    /** 404: what the call is about is not there. */
    static WebApplicationException unknown(Fault fault) {
        return answer(Response.Status.NOT_FOUND.getStatusCode(), List.of(fault));
    }

    /** 422: the call is right, and what it holds has these faults. */
    static WebApplicationException unprocessable(List<Fault> faults) {
        return answer(422, faults);
    }

    private static WebApplicationException answer(int status, List<Fault> faults) {
        return new WebApplicationException(Response.status(status)
                .entity(Map.of("errors", faults))
                .type("application/json")
                .build());
    }
}
