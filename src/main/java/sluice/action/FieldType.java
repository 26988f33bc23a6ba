package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import sluice.event.JsNumber;
import sluice.event.JsText;
import sluice.event.JsValue;

/**
 * The type of an action's field, and which other values it takes.
 *
 * <p>Coercion is that of <a href="https://ajv.js.org/coercion.html">Ajv</a>, which Segment uses: a list of one item
 * stands for its item, but not where an object is wanted; {@code true} becomes {@code 1} or {@code "true"};
 * {@code "5"} becomes {@code 5}; objects and longer lists never become anything else.
 */
public enum FieldType {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    OBJECT;

    /** The value as this type, or a {@link MissingNode} where it cannot be that. */
    JsonNode coerce(JsonNode value) {
        JsonNode single = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return switch (this) {
            case STRING -> text(single);
            case NUMBER -> number(single);
            case INTEGER -> integer(number(single));
            case BOOLEAN -> bool(single);
            case OBJECT -> value.isObject() ? value : MissingNode.getInstance();
        };
    }

    private static JsonNode text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value;
            case NUMBER, BOOLEAN -> TextNode.valueOf(JsText.of(value));
            case NULL -> TextNode.valueOf("");
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode number(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> finite(value.doubleValue());
            case BOOLEAN -> JsValue.number(value.booleanValue() ? 1 : 0);
            case NULL -> JsValue.number(0);
            case STRING -> value.textValue().isEmpty() ? MissingNode.getInstance() : finite(JsNumber.of(value));
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode finite(double number) {
        return Double.isFinite(number) ? JsValue.number(number) : MissingNode.getInstance();
    }

    private static JsonNode integer(JsonNode number) {
        return number.doubleValue() % 1 == 0 ? number : MissingNode.getInstance();
    }

    private static JsonNode bool(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value;
            case NULL -> BooleanNode.FALSE;
            case NUMBER -> bool(value.doubleValue());
            case STRING -> bool(value.textValue());
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode bool(double number) {
        return number == 0 || number == 1 ? BooleanNode.valueOf(number == 1) : MissingNode.getInstance();
    }

    private static JsonNode bool(String text) {
        return text.equals("true") || text.equals("false")
                ? BooleanNode.valueOf(text.equals("true"))
                : MissingNode.getInstance();
    }

    /** As definitions and faults spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
