package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.Records;

/**
 * {@code /composite}: up to 25 subrequests, at most 5 of them queries or collections, that may use each other's results
 * and may be all or none.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm">
 *     Composite</a>
 */
final class CompositeCalls {
    private static final int MAX_REQUESTS = 25;
    private static final int MAX_HEAVY = 5;
    private static final String HALTED =
            "The transaction was rolled back since another operation in the same transaction failed.";
    private static final List<String> FORBIDDEN_HEADERS = List.of("accept", "authorization", "content-type");

    private final Records records;
    private final Function<OrgRequest, Reply> dispatch;

    /** @param dispatch answers one subrequest, by the same routes */
    CompositeCalls(Records records, Function<OrgRequest, Reply> dispatch) {
        this.records = records;
        this.dispatch = dispatch;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/composite", "composite", this::run));
    }

    private Reply run(Call call) {
        JsonNode body = call.jsonObject();
        JsonNode requests = body.path("compositeRequest");
        check(requests);
        boolean allOrNone = body.path("allOrNone").asBoolean();
        ArrayNode replies = JsonNodeFactory.instance.arrayNode();
        int start = records.begin();
        try {
            boolean failed = runAll(requests, replies, allOrNone);
            if (allOrNone && failed) {
                records.rollBackTo(start);
            }
        } finally {
            records.end();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("compositeResponse", replies);
        return Reply.ok(answer);
    }

    /** Returns whether one failed. */
    private boolean runAll(JsonNode requests, ArrayNode replies, boolean allOrNone) {
        Map<String, JsonNode> results = new HashMap<>();
        int failure = -1;
        for (int i = 0; i < requests.size(); i++) {
            Reply reply = allOrNone && failure >= 0 ? halted(HALTED) : one(requests.get(i), results);
            replies.add(answer(requests.get(i), reply));
            if (reply.isError()) {
                failure = failure < 0 ? i : failure;
            } else {
                results.put(referenceId(requests.get(i)), reply.json());
            }
        }
        for (int i = 0; allOrNone && i < failure; i++) {
            replies.set(i, answer(requests.get(i), halted(HALTED)));
        }
        return failure >= 0;
    }

    private Reply one(JsonNode request, Map<String, JsonNode> results) {
        References references = new References(results);
        try {
            String url = references.resolve(request.path("url").asText());
            JsonNode body = references.resolve(request.path("body"));
            Map<String, String> headers = new HashMap<>();
            request.path("httpHeaders")
                    .properties()
                    .forEach(h -> headers.put(
                            h.getKey().toLowerCase(Locale.ROOT), h.getValue().asText()));
            byte[] bytes = body.isMissingNode() ? new byte[0] : Reply.ok(body).bytes();
            return dispatch.apply(
                    OrgRequest.of(request.path("method").asText(), url.replace(" ", "%20"), headers, bytes));
        } catch (References.UnknownReference e) {
            return halted(e.getMessage());
        }
    }

    private static Reply halted(String message) {
        return Reply.errors(400, List.of(OrgError.ofRequest("PROCESSING_HALTED", message)));
    }

    private static ObjectNode answer(JsonNode request, Reply reply) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (reply.json().isMissingNode()) {
            answer.putNull("body");
        } else {
            answer.set("body", reply.json());
        }
        ObjectNode headers = answer.putObject("httpHeaders");
        reply.headers().forEach(headers::put);
        return answer.put("httpStatusCode", reply.status()).put("referenceId", referenceId(request));
    }

    private static String referenceId(JsonNode request) {
        return request.path("referenceId").asText();
    }

    private static void check(JsonNode requests) {
        if (!requests.isArray() || requests.isEmpty()) {
            throw OrgException.badRequest("MISSING_ARGUMENT", "compositeRequest is required");
        }
        if (requests.size() > MAX_REQUESTS) {
            throw OrgException.badRequest("LIMIT_EXCEEDED", "Composite: at most 25 subrequests are allowed");
        }
        int heavy = 0;
        Set<String> ids = new HashSet<>();
        for (JsonNode request : requests) {
            String url = request.path("url").asText();
            heavy += url.contains("/query") || url.contains("/composite/sobjects") ? 1 : 0;
            if (referenceId(request).isEmpty() || !ids.add(referenceId(request))) {
                throw OrgException.badRequest("INVALID_INPUT", "Provide a unique referenceId for each subrequest");
            }
            request.path("httpHeaders").fieldNames().forEachRemaining(CompositeCalls::checkHeader);
        }
        if (heavy > MAX_HEAVY) {
            throw OrgException.badRequest("LIMIT_EXCEEDED", "Composite: at most 5 queries or collections are allowed");
        }
    }

    private static void checkHeader(String name) {
        if (FORBIDDEN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw OrgException.badRequest("INVALID_INPUT", "Header " + name + " is not allowed in a subrequest");
        }
    }
}
