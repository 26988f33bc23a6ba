package sluice.flow.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What an event must be to be taken, whichever way it comes (Segment's HTTP API, "Common fields"): an object with a known
 * {@code type} and with {@code userId} or {@code anonymousId}, not larger and not deeper than allowed. Thread-safe.
 */
@Singleton
final class EventCheck {
    private static final Set<String> TYPES = Set.of("identify", "track", "page", "screen", "group", "alias");

    private final int maxEventBytes;
    private final Clock clock;

    EventCheck(IngestSettings settings, Clock clock) {
        this.maxEventBytes = settings.maxEventBytes();
        this.clock = clock;
    }

    /**
     * The good events of a request, and the reasons for the others.
     *
     * @param messageIds makes the id of the event at an index that has none
     */
    ReceivedEvents check(String source, List<? extends JsonNode> candidates, IntFunction<String> messageIds) {
        List<ReceivedEvent> events = new ArrayList<>();
        List<ReceivedEvents.Rejection> rejected = new ArrayList<>();
        for (int index = 0; index < candidates.size(); index++) {
            Optional<String> fault = fault(candidates.get(index));
            if (fault.isPresent()) {
                rejected.add(new ReceivedEvents.Rejection(index, fault.get()));
            } else {
                events.add(complete((ObjectNode) candidates.get(index), messageIds.apply(index)));
            }
        }
        return new ReceivedEvents(source, events, rejected);
    }

    private Optional<String> fault(JsonNode event) {
        if (!event.isObject()) {
            return Optional.of("event: expected an object, found " + kind(event));
        }
        if (EventJson.isTooDeep(event)) {
            return Optional.of("event: expected at most %d levels, found more".formatted(EventJson.MAX_DEPTH));
        }
        if (!TYPES.contains(event.path("type").asText())) {
            return Optional.of("type: expected one of %s, found %s"
                    .formatted(
                            TYPES.stream().sorted().toList(),
                            event.path("type").isMissingNode() ? "nothing" : "something else"));
        }
        if (!isGiven(event.path("userId")) && !isGiven(event.path("anonymousId"))) {
            return Optional.of("userId, anonymousId: expected one of them, found neither");
        }
        int bytes = EventJson.write(event).length;
        return bytes > maxEventBytes
                ? Optional.of("event: expected at most %d bytes, found %d".formatted(maxEventBytes, bytes))
                : Optional.empty();
    }

    private ReceivedEvent complete(ObjectNode event, String madeId) {
        String messageId = event.path("messageId").asText("");
        if (messageId.isEmpty()) {
            messageId = madeId;
            event.put("messageId", messageId);
        }
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        if (!event.has("receivedAt")) {
            event.put("receivedAt", now);
        }
        if (!event.has("timestamp")) {
            event.put(
                    "timestamp",
                    event.path("originalTimestamp").asText(event.path("sentAt").asText(now)));
        }
        return new ReceivedEvent(messageId, event);
    }

    private static boolean isGiven(JsonNode id) {
        return id.isNumber() || id.isTextual() && !id.textValue().isBlank();
    }

    private static String kind(JsonNode value) {
        return value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
