package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import sluice.event.JsValue;
import sluice.event.MemberOrder;

/**
 * What leaves a mapping: missing members are gone, numbers are doubles, members stand in JavaScript's order. Values that
 * are clean already, as parts of an event usually are, come back as they are; nothing is changed in place.
 */
final class Cleaning {
    private Cleaning() {}

    static JsonNode clean(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> MemberOrder.ordered(cleanMembers((ObjectNode) value));
            case ARRAY -> cleanItems((ArrayNode) value);
            case NUMBER -> JsValue.number(value);
            default -> value;
        };
    }

    private static ObjectNode cleanMembers(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (value.isMissingNode() || clean(value) != value) {
                return cleanedCopy(object);
            }
        }
        return object;
    }

    private static ObjectNode cleanedCopy(ObjectNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!member.getValue().isMissingNode()) {
                members.put(member.getKey(), clean(member.getValue()));
            }
        });
        return new ObjectNode(JsonNodeFactory.instance, members);
    }

    private static ArrayNode cleanItems(ArrayNode list) {
        ArrayNode copy = null;
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            JsonNode cleaned = clean(item);
            if (cleaned != item) {
                copy = copy == null ? list.arrayNode(list.size()).addAll(list) : copy;
                copy.set(i, cleaned);
            }
        }
        return copy == null ? list : copy;
    }
}
