package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.event.MemberOrder;

/** An object of expressions. Its members stand in JavaScript's order from the start. */
final class ObjectExpression implements Expression {
    private record Member(String name, Expression value) {
        long sortKey() {
            long index = MemberOrder.arrayIndex(name);
            return index < 0 ? Long.MAX_VALUE : index;
        }
    }

    private final Member[] members;
    private final int capacity;

    ObjectExpression(Map<String, Expression> members) {
        List<Member> ordered = members.entrySet().stream()
                .map(member -> new Member(member.getKey(), member.getValue()))
                .sorted(Comparator.comparingLong(Member::sortKey))
                .toList();
        this.members = ordered.toArray(Member[]::new);
        this.capacity = ordered.size() * 4 / 3 + 1;
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        Map<String, JsonNode> values = new LinkedHashMap<>(capacity);
        for (Member member : members) {
            values.put(member.name(), member.value().resolve(scope));
        }
        return new ObjectNode(JsonNodeFactory.instance, values);
    }

    @Override
    public JsonNode resolveCleaned(JsonNode scope) {
        Map<String, JsonNode> values = new LinkedHashMap<>(capacity);
        for (Member member : members) {
            JsonNode value = member.value().resolveCleaned(scope);
            if (!value.isMissingNode()) {
                values.put(member.name(), value);
            }
        }
        return new ObjectNode(JsonNodeFactory.instance, values);
    }
}
