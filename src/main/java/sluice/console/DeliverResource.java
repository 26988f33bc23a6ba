package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.action.DeliveryReport;
import sluice.action.DirectDelivery;
import sluice.action.Mapping;
import sluice.action.MappingFileParser;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * {@code POST /api/deliver}.
 *
 * <pre>
 * {"event": {…} or "events": [{…}], "mappings": [{…}]?, "dryRun"?: true, "waitSeconds"?: 30}
 * → {"deliveries": [{"messageId": "m-1", "mapping": "leads", "status": "delivered", …}]}
 * </pre>
 *
 * {@code events} go in ingest jobs where their mapping is for those, even a single one; {@code event} is written by itself.
 */
@Path("/api/deliver")
@Produces("application/json")
public final class DeliverResource {
    private static final int DEFAULT_WAIT_SECONDS = 30;
    private static final int MAX_WAIT_SECONDS = 600;

    private static final Set<String> MEMBERS = Set.of("event", "events", "mappings", "dryRun", "waitSeconds");

    private final DirectDelivery delivery;
    private final MappingFileParser parser;

    DeliverResource(DirectDelivery delivery, MappingFileParser parser) {
        this.delivery = delivery;
        this.parser = parser;
    }

    @POST
    @Blocking
    @Operation(summary = "Delivers events at once and tells what came of each delivery; a dry run contacts nobody")
    public Map<String, List<DeliveryReport>> deliver(String body) {
        JsonNode call = Requests.read(body, MEMBERS);
        DirectDelivery.Request request =
                new DirectDelivery.Request(events(call), call.has("events"), mappings(call), wait(call));
        return Map.of("deliveries", isDryRun(call) ? delivery.dryRun(request) : delivery.deliver(request));
    }

    private static boolean isDryRun(JsonNode call) {
        JsonNode dryRun = call.path("dryRun");
        if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
            throw Requests.wrong(new Fault("/dryRun", "true or false", "something else"));
        }
        return dryRun.asBoolean(false);
    }

    private static List<JsonNode> events(JsonNode call) {
        if (call.has("event") == call.has("events")) {
            throw Requests.wrong(new Fault("", "either event or events", call.has("event") ? "both" : "neither"));
        }
        if (call.has("events") && !call.get("events").isArray()) {
            throw Requests.wrong(new Fault("/events", "a list of objects", "something else"));
        }
        List<JsonNode> events = new ArrayList<>();
        if (call.has("event")) {
            events.add(call.get("event"));
        } else {
            call.get("events").forEach(events::add);
        }
        if (!events.stream().allMatch(JsonNode::isObject)) {
            throw Requests.wrong(new Fault(call.has("event") ? "/event" : "/events", "objects", "something else"));
        }
        return events;
    }

    private Optional<List<Mapping>> mappings(JsonNode call) {
        if (!call.has("mappings")) {
            return Optional.empty();
        }
        if (!call.get("mappings").isArray()) {
            throw Requests.wrong(new Fault("/mappings", "a list of mapping files as JSON", "something else"));
        }
        List<Mapping> mappings = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int index = 0; index < call.get("mappings").size(); index++) {
            try {
                mappings.add(parser.parse(call.get("mappings").get(index), "inline-" + index));
            } catch (DefinitionException refused) {
                String at = "/mappings/" + index;
                refused.faults().forEach(fault -> faults.add(fault.under(at)));
            }
        }
        if (!faults.isEmpty()) {
            throw Requests.unprocessable(faults);
        }
        return Optional.of(mappings);
    }

    private static Duration wait(JsonNode call) {
        JsonNode seconds = call.path("waitSeconds");
        if (seconds.isMissingNode()) {
            return Duration.ofSeconds(DEFAULT_WAIT_SECONDS);
        }
        if (!seconds.isNumber() || seconds.doubleValue() < 0 || seconds.doubleValue() > MAX_WAIT_SECONDS) {
            throw Requests.wrong(
                    new Fault("/waitSeconds", "a number of seconds from 0 to " + MAX_WAIT_SECONDS, "something else"));
        }
        return Duration.ofMillis((long) (seconds.doubleValue() * 1_000));
    }
}
