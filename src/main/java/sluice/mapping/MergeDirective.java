package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code {"@merge": {"direction": "right", "objects": [a, b]}}}: members of all objects in one; the right ones win, with
 * {@code left} the left ones. Texts and lists give their characters and items under their numbers.
 */
record MergeDirective(List<Expression> objects) implements Expression {
    MergeDirective {
        objects = List.copyOf(objects);
    }

    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand, "objects");
        String direction = fields.oneOf("direction", "left", "right");
        if (fields.require("objects") && !fields.json("objects").isArray()) {
            fields.refuse("objects", "list");
        }
        if (!fields.json("objects").isArray()) {
            return Expression.NOTHING;
        }
        fields.require("direction");
        List<Expression> objects = compileObjects(operand.member("objects"));
        if (direction.equals("left")) {
            Collections.reverse(objects);
        }
        return new MergeDirective(objects);
    }

    private static List<Expression> compileObjects(Definition list) {
        List<Expression> objects = new ArrayList<>();
        for (int i = 0; i < list.json().size(); i++) {
            Definition item = list.item(i);
            objects.add(item.json().isObject() ? item.compile() : item.refuse("object or directive"));
        }
        return objects;
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        Map<String, JsonNode> merged = new LinkedHashMap<>();
        for (Expression object : objects) {
            assign(merged, object.resolve(scope));
        }
        return new ObjectNode(JsonNodeFactory.instance, merged);
    }

    private static void assign(Map<String, JsonNode> merged, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(member -> merged.put(member.getKey(), member.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                merged.put(Integer.toString(i), value.get(i));
            }
        } else if (value.isTextual()) {
            String text = value.textValue();
            for (int i = 0; i < text.length(); i++) {
                merged.put(Integer.toString(i), TextNode.valueOf(text.substring(i, i + 1)));
            }
        }
    }
}
