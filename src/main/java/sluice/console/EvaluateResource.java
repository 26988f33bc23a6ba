package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.event.JsonText;
import sluice.mapping.EvaluationException;
import sluice.mapping.Evaluator;
import sluice.mapping.MappingCompiler;
import sluice.trigger.TriggerParser;

/**
 * {@code POST /api/evaluate} and {@code POST /api/triggers/evaluate}: what a mapping or a trigger makes of an event.
 *
 * <pre>
 * {"mapping": …, "event": …}     → {"value": …}, {} for nothing; {"values": […]} for a list of events
 * {"trigger": "…", "event": …}   → {"matches": true}
 * </pre>
 *
 * 422 {@code {"errors": [{"at", "expected", "found"}]}} when the mapping or the trigger has faults, or meets one in the
 * event.
 */
@Path("/api")
@Produces("application/json")
public final class EvaluateResource {
    @POST
    @Path("/evaluate")
    @Blocking
    @Operation(summary = "Evaluates a mapping against an event, or against each of a list of events")
    public String evaluate(String body) {
        JsonNode call = Requests.read(body, Set.of("mapping", "event"));
        JsonNode event = call.path("event");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            Evaluator mapping = MappingCompiler.compile(required(call, "mapping"));
            if (event.isArray()) {
                ArrayNode values = answer.putArray("values");
                event.forEach(each -> values.add(orNull(mapping.evaluateAny(each))));
            } else {
                JsonNode value = mapping.evaluate(event);
                if (!value.isMissingNode()) {
                    answer.set("value", value);
                }
            }
        } catch (DefinitionException refused) {
            throw Requests.unprocessable(refused.faults());
        } catch (EvaluationException failed) {
            throw Requests.unprocessable(List.of(failed.fault()));
        }
        return JsonText.of(answer);
    }

    @POST
    @Path("/triggers/evaluate")
    @Blocking
    @Operation(summary = "Tells whether a trigger matches an event")
    public String matches(String body) {
        JsonNode call = Requests.read(body, Set.of("trigger", "event"));
        JsonNode trigger = required(call, "trigger");
        if (!trigger.isTextual()) {
            throw Requests.unprocessable(List.of(new Fault("/trigger", "text", "something else")));
        }
        JsonNode event = call.path("event");
        if (event.isNull()) {
            throw Requests.unprocessable(List.of(new Fault("/event", "an event", "null")));
        }
        try {
            boolean matches = TriggerParser.parse(trigger.textValue()).matches(event);
            return JsonNodeFactory.instance.objectNode().put("matches", matches).toString();
        } catch (DefinitionException refused) {
            throw Requests.unprocessable(refused.faults());
        }
    }

    private static JsonNode required(JsonNode call, String member) {
        if (!call.has(member)) {
            throw Requests.wrong(new Fault("/" + member, "to be given", "nothing"));
        }
        return call.get(member);
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }
}
