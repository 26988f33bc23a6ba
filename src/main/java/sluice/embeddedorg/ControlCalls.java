package sluice.embeddedorg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import sluice.embeddedorg.rest.OrgRequest;
import sluice.embeddedorg.rest.Reply;
import sluice.embeddedorg.store.OrgException;

/**
 * What no Salesforce has: {@code /embedded-org} with the page, and below it what tests need. No token is asked for.
 *
 * <ul>
 *   <li>{@code GET /embedded-org}: the page
 *   <li>{@code GET /embedded-org/records.json?object=Lead&limit=100}: the records
 *   <li>{@code GET, DELETE /embedded-org/calls}: the journal
 *   <li>{@code GET, POST, DELETE /embedded-org/faults}, {@code DELETE …/faults/1}: see {@link
 *       sluice.embeddedorg.faults.Faults}; {@code {"kind": "apiUsage", "used": 1, "allowed": 2}} sets the usage at once
 *   <li>{@code POST /embedded-org/history}: {@code {"object": "Lead", "field": "Title"}} keeps what this field holds after
 *       each write; {@code GET}: {@code [{"id": "00Q…", "value": "CEO"}]}, the oldest first
 *   <li>{@code POST /embedded-org/convert-lead}: {@code {"id": "00Q…"}}
 *   <li>{@code POST /embedded-org/reset}: forgets all but the sessions
 * </ul>
 */
final class ControlCalls {
    static final String ROOT = "embedded-org";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_LIMIT = 1_000;

    private final Org org;
    private final RecordsView view;

    ControlCalls(Org org, RecordsView view) {
        this.org = org;
        this.view = view;
    }

    Reply handle(OrgRequest request) {
        String rest = String.join(
                "/", request.segments().subList(1, request.segments().size()));
        try {
            return switch (request.method() + " " + rest) {
                case "GET " ->
                    Reply.text(200, "text/html;charset=UTF-8", view.page().getBytes(StandardCharsets.UTF_8));
                case "GET records.json" -> Reply.ok(view.json(request.param("object"), limit(request)));
                case "GET calls" -> Reply.ok(org.journal().toJson());
                case "DELETE calls" -> done(org.journal()::clear);
                case "GET faults" -> Reply.ok(org.faults().list());
                case "POST faults" -> switchOn(JSON.readTree(request.bodyText()));
                case "DELETE faults" -> done(org.faults()::clear);
                case "GET history" -> Reply.ok(view.history());
                case "POST history" -> watch(JSON.readTree(request.bodyText()));
                case "POST reset" -> done(org::reset);
                case "POST convert-lead" -> convert(JSON.readTree(request.bodyText()));
                default -> byNumber(request, rest);
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Reply.json(400, JsonNodeFactory.instance.objectNode().put("error", e.getMessage()));
        } catch (OrgException e) {
            return Reply.errors(e.status(), e.errors());
        }
    }

    private Reply switchOn(JsonNode definition) {
        if (definition.path("kind").asText().equals("apiUsage")) {
            org.usage()
                    .set(
                            definition.path("used").asLong(),
                            definition.path("allowed").asLong());
            return Reply.empty(204);
        }
        int id = org.faults().add(definition);
        return Reply.json(201, JsonNodeFactory.instance.objectNode().put("id", id));
    }

    private Reply watch(JsonNode body) {
        return done(
                () -> org.watch(body.path("object").asText(), body.path("field").asText()));
    }

    private Reply convert(JsonNode body) {
        return done(() -> org.convertLead(body.path("id").asText()));
    }

    private Reply byNumber(OrgRequest request, String rest) {
        if (request.method().equals("DELETE") && rest.matches("faults/\\d{1,9}")) {
            return done(() -> org.faults().remove(Integer.parseInt(rest.substring("faults/".length()))));
        }
        return Reply.json(404, JsonNodeFactory.instance.objectNode().put("error", "no such control call"));
    }

    private static Reply done(Runnable step) {
        step.run();
        return Reply.empty(204);
    }

    private static int limit(OrgRequest request) {
        return request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    }
}
