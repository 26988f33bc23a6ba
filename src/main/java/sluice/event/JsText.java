package sluice.event;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * JavaScript's text form of a JSON value, {@code String(value)}: numbers with the fewest digits that tell the double
 * ({@code 1}, {@code 1e+21}, {@code 0.000001}, {@code 1e-7}), lists joined by commas with null as nothing, objects as
 * {@code [object Object]}. Stateless.
 */
public final class JsText {
    private static final double ONE_DIGIT_BELOW = 1e-322;
    private static final int PLAIN_FROM = -6;
    private static final int PLAIN_BELOW = 21;

    private JsText() {}

    /** {@code String(value)}; a missing value is {@code undefined}. */
    public static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> ofNumber(value);
            case ARRAY -> appendList(new StringBuilder(), value).toString();
            case OBJECT -> "[object Object]";
            case MISSING -> "undefined";
            default -> value.asText();
        };
    }

    /** As {@link #of}, but missing and null are the empty text: how templates and lists print. */
    public static String orEmpty(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : of(value);
    }

    /** A number as JavaScript prints it. */
    public static String ofNumber(JsonNode number) {
        return JsValue.isExactLong(number) ? Long.toString(number.longValue()) : ofNumber(number.doubleValue());
    }

    /** A double as JavaScript prints it, {@code NaN} and {@code Infinity} included. */
    public static String ofNumber(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.isFinite(value) ? digits(shortest(value)) : Double.toString(value);
    }

    /** Java always writes two digits; beside the smallest double of all, one may be enough. */
    private static String shortest(double value) {
        String two = DoubleToDecimal.toString(value);
        if (Math.abs(value) > ONE_DIGIT_BELOW) {
            return two;
        }
        String one = "%.0e".formatted(value).replace("e", ".0E");
        return Double.parseDouble(one) == value ? one : two;
    }

    /** The text without JavaScript's blanks at both ends; they include the byte order mark and Unicode's spaces. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether JavaScript counts the character as white space or line end. */
    public static boolean isBlank(char c) {
        return c >= '\t' && c <= '\r' || c == '\uFEFF' || Character.isSpaceChar(c);
    }

    private static StringBuilder appendList(StringBuilder text, JsonNode list) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            text.append(i == 0 ? "" : ",");
            if (item.isArray()) {
                appendList(text, item);
            } else {
                text.append(orEmpty(item));
            }
        }
        return text;
    }

    /** Java's shortest form, {@code -1.25E-7} or {@code 0.025}, in JavaScript's notation. */
    private static String digits(String java) {
        String sign = java.startsWith("-") ? "-" : "";
        int e = java.indexOf('E');
        String mantissa = java.substring(sign.length(), e < 0 ? java.length() : e);
        int point = mantissa.indexOf('.');
        String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (all.charAt(leading) == '0') {
            leading++;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        int exponent = (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1))) + point - leading;
        return sign + notation(all.substring(leading, end), exponent);
    }

    /** The digits d1 d2 … stand for 0.d1d2… × 10^exponent. */
    private static String notation(String digits, int exponent) {
        int length = digits.length();
        if (length <= exponent && exponent <= PLAIN_BELOW) {
            return digits + "0".repeat(exponent - length);
        }
        if (0 < exponent && exponent <= PLAIN_BELOW) {
            return digits.substring(0, exponent) + "." + digits.substring(exponent);
        }
        if (PLAIN_FROM < exponent && exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + (exponent > 0 ? "e+" : "e-") + Math.abs(exponent - 1);
    }
}
