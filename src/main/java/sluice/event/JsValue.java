package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;

/** How JavaScript sees a JSON value: what is true, and that every number is an IEEE double. Stateless. */
public final class JsValue {
    private static final long EXACT = 1L << 53;

    private JsValue() {}

    /** False for missing, null, false, 0, NaN and the empty text. */
    public static boolean isTruthy(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0 && !Double.isNaN(value.doubleValue());
            case STRING -> !value.textValue().isEmpty();
            default -> true;
        };
    }

    /** The same number as a double, where its form could hold more digits than a double can. */
    public static JsonNode number(JsonNode number) {
        boolean exact = number instanceof IntNode || number instanceof DoubleNode || isExactLong(number);
        return exact ? number : DoubleNode.valueOf(number.doubleValue());
    }

    /** A double as a node, in the whole-number form where it has one. */
    public static JsonNode number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= EXACT;
        boolean minusZero = value == 0 && 1 / value < 0;
        return whole && !minusZero ? wholeNumber((long) value) : DoubleNode.valueOf(value);
    }

    static boolean isExactLong(JsonNode number) {
        return (number instanceof LongNode || number instanceof IntNode) && Math.abs(number.longValue()) <= EXACT
                || number instanceof BigIntegerNode && number.canConvertToInt();
    }

    private static JsonNode wholeNumber(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }
}
