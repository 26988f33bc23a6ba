package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;

/**
 * A JSON value as the JSON text that JavaScript's {@code JSON.stringify} writes: numbers and member order in
 * JavaScript's form, no spaces, missing members left out, missing items and infinite numbers as null. Stateless.
 */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /** The text of a value that is not missing. */
    public static String of(JsonNode value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(json, MemberOrder.ordered((ObjectNode) value));
            case ARRAY -> appendList(json, value);
            case STRING -> appendText(json, value.textValue());
            case NUMBER -> json.append(Double.isFinite(value.doubleValue()) ? JsText.ofNumber(value) : "null");
            case BOOLEAN -> json.append(value.booleanValue());
            default -> json.append("null");
        }
    }

    private static void appendObject(StringBuilder json, ObjectNode object) {
        json.append('{');
        String comma = "";
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getValue().isMissingNode()) {
                json.append(comma);
                appendText(json, member.getKey());
                append(json.append(':'), member.getValue());
                comma = ",";
            }
        }
        json.append('}');
    }

    private static void appendList(StringBuilder json, JsonNode list) {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            append(i == 0 ? json : json.append(','), list.get(i));
        }
        json.append(']');
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || isLoneSurrogate(text, i)) {
                        json.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
