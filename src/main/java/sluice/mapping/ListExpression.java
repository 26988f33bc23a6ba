package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** A list of expressions; an item that resolves to nothing keeps its place as a missing node. */
record ListExpression(List<Expression> items) implements Expression {
    ListExpression {
        items = List.copyOf(items);
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(items.size());
        for (Expression item : items) {
            list.add(item.resolve(scope));
        }
        return list;
    }
}
