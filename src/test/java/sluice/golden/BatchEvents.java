package sluice.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The events of a case with a batch: given one by one, or generated as {@code golden/README.md} says. */
public final class BatchEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchEvents() {}

    public static List<JsonNode> of(GoldenCase golden) {
        JsonNode generator = golden.line().path("events_gen");
        List<JsonNode> events = new ArrayList<>();
        golden.line().path("events").forEach(events::add);
        for (int i = 0; i < generator.path("count").asInt(); i++) {
            events.add(generated(generator, i));
        }
        return events;
    }

    private static JsonNode generated(JsonNode generator, int i) {
        JsonNode event = read(generator.get("template").toString().replace("{i}", String.valueOf(i)));
        for (JsonNode omitted : generator.path("omit")) {
            if (concerns(omitted, i)) {
                parent(event, omitted).remove(name(omitted));
            }
        }
        for (JsonNode emptied : generator.path("nulls")) {
            if (concerns(emptied, i) && parent(event, emptied) != null) {
                parent(event, emptied).putNull(name(emptied));
            }
        }
        return event;
    }

    private static boolean concerns(JsonNode rule, int i) {
        return i % rule.get("every").intValue() == rule.path("offset").asInt();
    }

    /** Null where there is none. */
    private static ObjectNode parent(JsonNode event, JsonNode rule) {
        String[] path = rule.get("path").textValue().split("\\.");
        JsonNode at = event;
        for (int i = 0; i < path.length - 1; i++) {
            at = at.path(path[i]);
        }
        return at instanceof ObjectNode object ? object : null;
    }

    private static String name(JsonNode rule) {
        String path = rule.get("path").textValue();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
