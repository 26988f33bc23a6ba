package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;

/**
 * {@code /composite/batch}: up to 25 independent subrequests.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm">Batch</a>
 */
final class BatchCalls {
    private static final int MAX_REQUESTS = 25;

    private final Function<OrgRequest, Reply> dispatch;

    /** @param dispatch answers one subrequest, by the same routes */
    BatchCalls(Function<OrgRequest, Reply> dispatch) {
        this.dispatch = dispatch;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/composite/batch", "batch", this::run));
    }

    private Reply run(Call call) {
        JsonNode body = call.jsonObject();
        JsonNode requests = body.path("batchRequests");
        if (requests.size() > MAX_REQUESTS) {
            throw OrgException.badRequest("LIMIT_EXCEEDED", "Batch: at most 25 subrequests are allowed");
        }
        boolean haltOnError = body.path("haltOnError").asBoolean();
        boolean hasErrors = false;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (JsonNode request : requests) {
            Reply reply = haltOnError && hasErrors ? halted() : one(request);
            hasErrors |= reply.isError();
            ObjectNode result = results.addObject().put("statusCode", reply.status());
            result.set("result", reply.json().isMissingNode() ? JsonNodeFactory.instance.nullNode() : reply.json());
        }
        answer.put("hasErrors", hasErrors).set("results", results);
        return Reply.ok(answer);
    }

    private Reply one(JsonNode request) {
        String url = request.path("url").asText();
        String path = url.startsWith("/services/data/") ? url : "/services/data/" + url.replaceFirst("^/", "");
        JsonNode input = request.path("richInput");
        byte[] body = input.isMissingNode() ? new byte[0] : Reply.ok(input).bytes();
        return dispatch.apply(OrgRequest.of(request.path("method").asText(), path.replace(" ", "%20"), Map.of(), body));
    }

    private static Reply halted() {
        return Reply.errors(
                412, List.of(OrgError.ofRequest("BATCH_PROCESSING_HALTED", "Batch processing halted per request")));
    }
}
