package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import sluice.event.MemberOrder;

/**
 * {@code {"@flatten": {"separator": ".", "value": …}}}: nested members and items under names such as {@code a.b.0}. With
 * {@code omitArrays} lists stay whole. Empty objects and lists vanish; a value that is neither gets the empty name.
 */
record FlattenDirective(String separator, Expression value, boolean keepsLists, String at) implements Expression {
    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        String separator = fields.text("separator");
        if (fields.require("value")) {
            fields.requireFilled("separator");
        }
        return new FlattenDirective(separator, fields.expression("value"), fields.isTruthy("omitArrays"), operand.at());
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        Flat flat = new Flat();
        flat.add("", value.resolve(scope));
        return new ObjectNode(JsonNodeFactory.instance, flat.members);
    }

    /** What has been flattened so far. Names repeat those around them, so that their sum is bounded. */
    private final class Flat {
        private final Map<String, JsonNode> members = new LinkedHashMap<>();
        private long length;

        void add(String name, JsonNode value) {
            if (value.isObject()) {
                MemberOrder.ordered((ObjectNode) value)
                        .properties()
                        .forEach(member -> add(below(name, member.getKey()), member.getValue()));
            } else if (value.isArray() && !keepsLists) {
                for (int i = 0; i < value.size(); i++) {
                    add(below(name, Integer.toString(i)), value.get(i));
                }
            } else {
                members.put(name, value);
            }
        }

        private String below(String name, String step) {
            String below = name.isEmpty() ? step : name + separator + step;
            length += below.length();
            BoundedText.check(at, length);
            return below;
        }
    }
}
