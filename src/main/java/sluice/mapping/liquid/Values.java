package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import sluice.event.JsNumber;
import sluice.event.JsText;
import sluice.event.MemberOrder;

/** How LiquidJS sees values: text form, truth, equality and members. Stateless. */
final class Values {
    /** The literals that compare in their own way; elsewhere they are null and the empty text. */
    static final JsonNode NIL = new POJONode("nil");

    static final JsonNode EMPTY = new POJONode("empty");
    static final JsonNode BLANK = new POJONode("blank");

    private Values() {}

    /** The value that a literal stands for outside comparisons. */
    static JsonNode plain(JsonNode value) {
        if (!value.isPojo()) {
            return value;
        }
        return value == NIL ? NullNode.getInstance() : TextNode.valueOf("");
    }

    static boolean isNil(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value == NIL;
    }

    /** All but nil and false: 0 and the empty text are true. */
    static boolean isTruthy(JsonNode value) {
        return !isNil(value) && !(value.isBoolean() && !value.booleanValue());
    }

    /** As printed: nil is nothing, lists have no commas. */
    static String text(JsonNode value) {
        JsonNode plain = plain(value);
        if (isNil(plain)) {
            return "";
        }
        if (!plain.isArray()) {
            return JsText.of(plain);
        }
        StringBuilder text = new StringBuilder();
        plain.forEach(item -> text.append(text(item)));
        return text.toString();
    }

    /** As filters calculate with it: what is no number is 0. */
    static double number(JsonNode value) {
        double number = JsNumber.of(plain(value));
        return Double.isNaN(number) ? 0 : number;
    }

    /** The items of a list; any other value but nil is a list of its own. */
    static List<JsonNode> items(JsonNode value) {
        JsonNode plain = plain(value);
        List<JsonNode> items = new ArrayList<>();
        if (plain.isArray()) {
            plain.forEach(items::add);
        } else if (!isNil(plain)) {
            items.add(plain);
        }
        return items;
    }

    /** A member, an item or a character, or what {@code size}, {@code first} and {@code last} say of the value. */
    static JsonNode member(JsonNode value, String name) {
        JsonNode plain = plain(value);
        JsonNode own =
                switch (plain.getNodeType()) {
                    case OBJECT -> plain.path(name);
                    case ARRAY -> item(plain, name);
                    case STRING -> character(plain.textValue(), name);
                    case NULL -> plain;
                    default -> MissingNode.getInstance();
                };
        return own.isMissingNode() ? derived(plain, name) : own;
    }

    private static JsonNode derived(JsonNode value, String name) {
        boolean list = value.isArray();
        return switch (name) {
            case "size" -> list || value.isObject() ? IntNode.valueOf(value.size()) : length(value);
            case "first" -> list ? value.path(0) : MissingNode.getInstance();
            case "last" -> list ? value.path(value.size() - 1) : MissingNode.getInstance();
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode length(JsonNode value) {
        return value.isTextual() ? IntNode.valueOf(value.textValue().length()) : MissingNode.getInstance();
    }

    /** An item by its number, a negative one from the end. */
    private static JsonNode item(JsonNode list, String name) {
        if (name.equals("length")) {
            return IntNode.valueOf(list.size());
        }
        boolean negative = name.startsWith("-");
        long index = MemberOrder.arrayIndex(negative ? name.substring(1) : name);
        long found = negative && index >= 0 ? list.size() - index : index;
        return found >= 0 && found < list.size() ? list.get((int) found) : MissingNode.getInstance();
    }

    private static JsonNode character(String text, String name) {
        if (name.equals("length")) {
            return IntNode.valueOf(text.length());
        }
        long index = MemberOrder.arrayIndex(name);
        return index >= 0 && index < text.length()
                ? TextNode.valueOf(text.substring((int) index, (int) index + 1))
                : MissingNode.getInstance();
    }
}
