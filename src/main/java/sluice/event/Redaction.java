package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Takes the values out of an event and leaves its form: which members there were, and of which kind. What an event is
 * (its type, name, messageId and times) stays, whom it is about does not.
 *
 * <pre>
 * {"type": "track", "event": "Paid", "userId": "u-1", "properties": {"total": 9.5, "vip": true, "code": null}}
 * → {"type": "track", "event": "Paid", "userId": "redacted", "properties": {"total": 0, "vip": false, "code": null}}
 * </pre>
 */
public final class Redaction {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TEXT = TextNode.valueOf("redacted");
    private static final JsonNode NUMBER = IntNode.valueOf(0);

    /** Members of the event itself that are about no person. */
    private static final Set<String> KEPT = Set.of(
            "type",
            "event",
            "messageId",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "receivedAt",
            "channel",
            "version");

    private Redaction() {}

    /**
     * @param event UTF-8 JSON
     * @throws UncheckedIOException if it is none
     */
    public static byte[] of(byte[] event) {
        try {
            return JSON.writeValueAsBytes(of(JSON.readTree(event)));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static JsonNode of(JsonNode event) {
        if (!(event instanceof ObjectNode)) {
            return redacted(event);
        }
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        event.properties().forEach(member -> {
            boolean kept = KEPT.contains(member.getKey()) && member.getValue().isValueNode();
            left.set(member.getKey(), kept ? member.getValue() : redacted(member.getValue()));
        });
        return left;
    }

    private static JsonNode redacted(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> members((ObjectNode) value);
            case ARRAY -> items((ArrayNode) value);
            case NUMBER -> NUMBER;
            case BOOLEAN -> BooleanNode.FALSE;
            case NULL -> value;
            default -> TEXT;
        };
    }

    private static ObjectNode members(ObjectNode value) {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(member -> left.set(member.getKey(), redacted(member.getValue())));
        return left;
    }

    private static ArrayNode items(ArrayNode value) {
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        value.forEach(item -> left.add(redacted(item)));
        return left;
    }
}
