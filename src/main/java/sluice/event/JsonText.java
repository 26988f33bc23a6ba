package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;

/**
 * A JSON value as the JSON text that JavaScript's {@code JSON.stringify} writes: numbers and member order in
 * JavaScript's form, missing members left out, missing items and infinite numbers as null.
 */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder json = new StringBuilder();
    private final String indent;
    private int depth;

    private JsonText(String indent) {
        this.indent = indent;
    }

    /** The text of a value that is not missing, without spaces. */
    public static String of(JsonNode value) {
        return of(value, "");
    }

    /** The text on several lines, each set in by the indent for each level; with an empty one as {@link #of}. */
    public static String of(JsonNode value, String indent) {
        JsonText text = new JsonText(indent);
        text.append(value);
        return text.json.toString();
    }

    private void append(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(MemberOrder.ordered((ObjectNode) value));
            case ARRAY -> appendList(value);
            case STRING -> appendText(value.textValue());
            case NUMBER -> json.append(Double.isFinite(value.doubleValue()) ? JsText.ofNumber(value) : "null");
            case BOOLEAN -> json.append(value.booleanValue());
            default -> json.append("null");
        }
    }

    private void appendObject(ObjectNode object) {
        int start = open('{');
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getValue().isMissingNode()) {
                separate(start);
                appendText(member.getKey());
                json.append(indent.isEmpty() ? ":" : ": ");
                append(member.getValue());
            }
        }
        close(start, '}');
    }

    private void appendList(JsonNode list) {
        int start = open('[');
        for (JsonNode item : list) {
            separate(start);
            append(item);
        }
        close(start, ']');
    }

    private int open(char bracket) {
        depth++;
        return json.append(bracket).length();
    }

    private void separate(int start) {
        json.append(json.length() == start ? "" : ",");
        breakLine();
    }

    private void close(int start, char bracket) {
        depth--;
        if (json.length() > start) {
            breakLine();
        }
        json.append(bracket);
    }

    private void breakLine() {
        if (!indent.isEmpty()) {
            json.append('\n').append(indent.repeat(depth));
        }
    }

    private void appendText(String text) {
        json.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                json.append(text, from, i);
                appendEscaped(text.charAt(i));
                from = i + 1;
            }
        }
        json.append(text, from, text.length()).append('"');
    }

    private static boolean isEscaped(String text, int i) {
        char c = text.charAt(i);
        return c < ' ' || c == '"' || c == '\\' || isLoneSurrogate(text, i);
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append("\\u").append(HEX.toHexDigits(c));
        }
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
