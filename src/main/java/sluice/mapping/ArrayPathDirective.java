package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * {@code {"@arrayPath": ["$.products", {"sku": {"@path": "$.id"}}]}}: the items of a list, or one object, each brought
 * into a shape that sees only the item. Without a shape, or over other values, it is a plain path.
 */
record ArrayPathDirective(Expression path, Expression shape) implements Expression {
    static Expression compile(Definition operand) {
        if (!operand.json().isArray()) {
            return operand.refuse("list of a path and a shape");
        }
        Expression path = compilePath(operand.with(operand.json().path(0)));
        JsonNode shape = operand.json().path(1);
        return shape.isObject() && !shape.isEmpty()
                ? new ArrayPathDirective(path, operand.with(shape).compile())
                : path;
    }

    private static Expression compilePath(Definition path) {
        return path.json().isTextual() ? PathDirective.compile(path) : path.compileTextOrDirective();
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        JsonNode root = path.resolve(scope);
        if (!root.isContainerNode()) {
            return root;
        }
        ArrayNode shaped = JsonNodeFactory.instance.arrayNode();
        if (root.isObject()) {
            return shaped.add(shape.resolve(root));
        }
        root.forEach(item -> shaped.add(shape.resolve(item)));
        return shaped;
    }
}
