package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** JavaScript's number of a JSON value, {@code Number(value)}. Stateless. */
public final class JsNumber {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private JsNumber() {}

    /** Texts are read after trimming, the empty one is 0; null is 0; what is no number, and missing, is NaN. */
    public static double of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.doubleValue();
            case BOOLEAN -> value.booleanValue() ? 1 : 0;
            case NULL -> 0;
            case STRING -> parse(value.textValue());
            case ARRAY -> parse(JsText.of(value));
            default -> Double.NaN;
        };
    }

    /** Rounds half up, also below zero: {@code Math.round}. */
    public static double round(double value) {
        double floor = Math.floor(value);
        return value - floor >= 0.5 ? floor + 1 : floor;
    }

    private static double parse(String text) {
        String trimmed = JsText.trim(text);
        if (trimmed.isEmpty()) {
            return 0;
        }
        if (DECIMAL.matcher(trimmed).matches()) {
            return Double.parseDouble(trimmed);
        }
        return switch (trimmed) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parseRadix(trimmed);
        };
    }

    private static double parseRadix(String text) {
        int radix = text.length() < 3 || text.charAt(0) != '0' ? 0 : radix(text.charAt(1));
        double value = radix == 0 ? Double.NaN : 0;
        for (int i = 2; i < text.length() && radix > 0; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            value = digit < 0 ? Double.NaN : value * radix + digit;
        }
        return value;
    }

    private static int radix(char sign) {
        return switch (sign) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }
}
