package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;
import sluice.event.JsNumber;
import sluice.event.JsText;

/** The operators of conditions, as LiquidJS has them: equality is strict, order is JavaScript's. Stateless. */
final class Comparison {
    private Comparison() {}

    static boolean equal(JsonNode a, JsonNode b) {
        if (a.isPojo()) {
            return equalsLiteral(a, b);
        }
        if (b.isPojo()) {
            return equalsLiteral(b, a);
        }
        if (a.isArray()) {
            return b.isArray() && equalItems(a, b);
        }
        if (a.isNumber() && b.isNumber()) {
            return a.doubleValue() == b.doubleValue();
        }
        // Objects are the same only if they are one object, which a path read twice gives.
        return a.isObject() ? a == b : a.equals(b);
    }

    private static boolean equalItems(JsonNode a, JsonNode b) {
        for (int i = 0; i < a.size(); i++) {
            if (b.size() != a.size() || !equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return a.size() == b.size();
    }

    private static boolean equalsLiteral(JsonNode literal, JsonNode value) {
        if (literal == Values.NIL) {
            return Values.isNil(value);
        }
        boolean empty = value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.textValue().isEmpty();
        return empty || literal == Values.BLANK && isBlank(value);
    }

    private static boolean isBlank(JsonNode value) {
        return !Values.isTruthy(value)
                || value.isTextual() && JsText.trim(value.textValue()).isEmpty();
    }

    /** Whether a stands to b as the test wants; values without an order do not. */
    static boolean ordered(JsonNode a, JsonNode b, IntPredicate test) {
        if (a.isPojo() || b.isPojo()) {
            return false;
        }
        if (hasTextOrder(a) && hasTextOrder(b)) {
            return test.test(JsText.of(a).compareTo(JsText.of(b)));
        }
        double left = JsNumber.of(a);
        double right = JsNumber.of(b);
        boolean comparable = !Double.isNaN(left) && !Double.isNaN(right);
        return comparable && test.test(left == right ? 0 : left < right ? -1 : 1);
    }

    private static boolean hasTextOrder(JsonNode value) {
        return value.isTextual() || value.isContainerNode();
    }

    /** An item of a list, or a part of a text. */
    static boolean contains(JsonNode whole, JsonNode part) {
        if (whole.isArray()) {
            for (JsonNode item : whole) {
                if (equal(item, part)) {
                    return true;
                }
            }
            return false;
        }
        return whole.isTextual() && whole.textValue().contains(JsText.of(Values.plain(part)));
    }
}
