package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code {"@excludeWhenNull": …}}: null becomes nothing, also in members, but not in lists. */
final class ExcludeWhenNullDirective {
    private ExcludeWhenNullDirective() {}

    static Expression compile(Definition operand) {
        Expression value = operand.compile();
        return scope -> withoutNulls(value.resolve(scope));
    }

    private static JsonNode withoutNulls(JsonNode value) {
        if (value.isNull()) {
            return MissingNode.getInstance();
        }
        if (!value.isObject()) {
            return value;
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        value.properties().forEach(member -> members.put(member.getKey(), withoutNulls(member.getValue())));
        return new ObjectNode(JsonNodeFactory.instance, members);
    }
}
