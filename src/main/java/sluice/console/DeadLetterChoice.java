package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import sluice.event.Fault;
import sluice.ledger.DeliveryFilter;

/**
 * Which dead letters a call is about: {@code "ids": [1, 2]}, or {@code "filter"} with any of {@code mapping}, {@code action},
 * {@code messageId}, {@code from} (received at or after) and {@code to} (before); {@code {}} means all. What is misspelt is
 * refused: half a filter would choose too many.
 */
final class DeadLetterChoice {
    private static final Set<String> FIELDS = Set.of("mapping", "action", "messageId", "from", "to");

    private DeadLetterChoice() {}

    /** @throws WebApplicationException 400 when it does not say which */
    static DeliveryFilter of(JsonNode call) {
        if (call.has("ids") == call.has("filter")) {
            throw Requests.wrong(new Fault("", "either ids or filter", call.has("ids") ? "both" : "neither"));
        }
        return call.has("ids") ? DeliveryFilter.all().ids(ids(call.get("ids"))) : filter(call.get("filter"));
    }

    private static Set<Long> ids(JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > DeliveryFilter.MAX_LIMIT) {
            throw Requests.wrong(new Fault(
                    "/ids", "a list of 1 to %d numbers".formatted(DeliveryFilter.MAX_LIMIT), "something else"));
        }
        Set<Long> ids = new HashSet<>();
        for (JsonNode id : list) {
            if (!id.isIntegralNumber() || !id.canConvertToLong()) {
                throw Requests.wrong(new Fault("/ids", "whole numbers", "something else"));
            }
            ids.add(id.longValue());
        }
        return ids;
    }

    private static DeliveryFilter filter(JsonNode filter) {
        if (!filter.isObject()) {
            throw Requests.wrong(new Fault("/filter", "an object", "something else"));
        }
        for (Iterator<String> names = filter.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name) || !filter.get(name).isTextual()) {
                throw Requests.wrong(new Fault("/filter/" + name, "one of the texts " + FIELDS, "something else"));
            }
        }
        DeliveryFilter all = DeliveryFilter.all();
        return all.mapping(filter.path("mapping").asText())
                .action(filter.path("action").asText())
                .messageId(filter.path("messageId").asText())
                .received(time(filter, "from", all.from()), time(filter, "to", all.to()));
    }

    private static Instant time(JsonNode filter, String name, Instant otherwise) {
        return DeliveryQuery.time("/filter/" + name, filter.path(name).asText(), otherwise);
    }
}
