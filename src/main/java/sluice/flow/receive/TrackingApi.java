package sluice.flow.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * Segment's Tracking API, as its clients speak it: {@code POST /v1/{identify,track,page,screen,group,alias,batch,import}}
 * and the short forms of analytics.js, with the write key as Basic user, Bearer token or {@code writeKey} of the body
 * (Segment's docs, "HTTP Tracking API Source"). Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("trackingApi")
public final class TrackingApi {
    private static final int MAX_BATCH = 2_500;
    private static final Set<String> BATCH_CALLS = Set.of("batch", "import", "b");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("identify", "identify"),
            Map.entry("i", "identify"),
            Map.entry("track", "track"),
            Map.entry("t", "track"),
            Map.entry("page", "page"),
            Map.entry("p", "page"),
            Map.entry("screen", "screen"),
            Map.entry("s", "screen"),
            Map.entry("group", "group"),
            Map.entry("g", "group"),
            Map.entry("alias", "alias"),
            Map.entry("a", "alias"));

    private final WriteKeys keys;
    private final RequestBody bodies;
    private final EventCheck check;

    TrackingApi(WriteKeys keys, RequestBody bodies, EventCheck check) {
        this.keys = keys;
        this.bodies = bodies;
        this.check = check;
    }

    /**
     * Body in: the request; body out: {@link ReceivedEvents} with at least one event.
     *
     * @throws RefusedRequestException when nothing of it is taken
     */
    public void read(Exchange exchange) {
        String call = call(exchange);
        Optional<String> headerKey = headerKey(exchange);
        JsonNode body = EventJson.read(bodies.read(exchange));
        String source = headerKey
                .or(() -> Optional.of(body.path("writeKey").asText("")))
                .flatMap(keys::source)
                .orElseThrow(() -> RefusedRequestException.unauthorized(
                        "write key: expected one of ingest.write-keys as Basic user, Bearer token or writeKey of the"
                                + " body, found none of them"));
        if (!body.isObject()) {
            throw RefusedRequestException.wrong("body: expected an object, found something else");
        }
        ObjectNode request = (ObjectNode) body;
        request.remove("writeKey");
        List<? extends JsonNode> events =
                BATCH_CALLS.contains(call) ? batch(request) : List.of(request.put("type", TYPES.get(call)));
        ReceivedEvents received =
                check.check(source, events, index -> UUID.randomUUID().toString());
        if (received.events().isEmpty() && !received.rejected().isEmpty()) {
            throw RefusedRequestException.wrong(received.rejected().get(0).reason());
        }
        exchange.getMessage().setBody(received);
    }

    private static String call(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class);
        String call = path.replaceAll("^/?(v1/)?/*|/+$", "");
        if (!TYPES.containsKey(call) && !BATCH_CALLS.contains(call)) {
            throw RefusedRequestException.unknown(
                    "path: expected /v1/ and identify, track, page, screen, group, alias, batch or import");
        }
        return call;
    }

    private static Optional<String> headerKey(Exchange exchange) {
        String header = exchange.getMessage().getHeader("Authorization", "", String.class);
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip());
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            return Optional.of(new String(pair, StandardCharsets.UTF_8).split(":", 2)[0]);
        } catch (IllegalArgumentException notBase64) {
            return Optional.of("");
        }
    }

    /** The events of a batch, each with the batch's {@code context} and {@code integrations} below its own. */
    private static List<JsonNode> batch(ObjectNode request) {
        JsonNode batch = request.path("batch");
        if (!batch.isArray()) {
            throw RefusedRequestException.wrong("batch: expected a list of events, found something else");
        }
        if (batch.size() > MAX_BATCH) {
            throw RefusedRequestException.tooLarge(
                    "batch: expected at most %d events, found %d".formatted(MAX_BATCH, batch.size()));
        }
        List<JsonNode> events = new ArrayList<>();
        batch.forEach(event -> {
            if (event instanceof ObjectNode object) {
                merge(request, object, "context");
                merge(request, object, "integrations");
                if (request.has("sentAt") && !object.has("sentAt")) {
                    object.set("sentAt", request.get("sentAt"));
                }
            }
            events.add(event);
        });
        return events;
    }

    private static void merge(ObjectNode request, ObjectNode event, String member) {
        if (!(request.get(member) instanceof ObjectNode common)) {
            return;
        }
        ObjectNode merged = common.deepCopy();
        if (event.get(member) instanceof ObjectNode own) {
            merged.setAll(own);
        } else if (event.has(member)) {
            return;
        }
        event.set(member, merged);
    }
}
