package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path into an event, such as {@code $.traits.address.city} or {@code properties.products[0]['sku']}, compiled once
 * and read often. Immutable and thread-safe.
 *
 * <p>It reads what Segment's paths read: dots split always, also inside quoted brackets; quotes are dropped; brackets
 * count only before a digit or a quote, so {@code a[b]} is one key; the empty path and {@code .} are the whole value.
 * A step below a falsy value (null, 0, "", false) gives that value. Lists and texts have {@code length} and indexes
 * (texts by UTF-16 unit). Members that JavaScript objects inherit are not reachable.
 */
public final class EventPath {
    private static final String PREFIX = "$.";
    private static final Pattern STEPS = Pattern.compile("\\[(?=[\"'\\d])|\\.|(?<=[\"'\\d])\\]+");
    private static final int NO_INDEX = -1;

    private final String[] keys;
    private final int[] indexes;

    private EventPath(List<String> keys) {
        this.keys = keys.toArray(String[]::new);
        this.indexes = new int[this.keys.length];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = indexOf(this.keys[i]);
        }
    }

    /** Compiles a path of a mapping: its first {@code $.} is dropped, wherever it stands. Every text is a path. */
    public static EventPath parse(String path) {
        int prefix = path.indexOf(PREFIX);
        return parsePlain(prefix < 0 ? path : path.substring(0, prefix) + path.substring(prefix + PREFIX.length()));
    }

    /** Compiles a path in which {@code $} has no meaning, as in the placeholders of a template. */
    public static EventPath parsePlain(String path) {
        return new EventPath(Arrays.stream(STEPS.split(path))
                .filter(step -> !step.isEmpty())
                .map(step -> step.replace("'", "").replace("\"", ""))
                .toList());
    }

    /** The path of these steps, each a key as it is. */
    public static EventPath ofSteps(List<String> steps) {
        return new EventPath(steps);
    }

    /** What the path leads to, or a {@link MissingNode}. */
    public JsonNode read(JsonNode event) {
        JsonNode value = event;
        for (int i = 0; i < keys.length; i++) {
            JsonNode found = value.isObject() ? value.get(keys[i]) : below(value, i);
            value = found == null ? MissingNode.getInstance() : found;
        }
        return value;
    }

    /** A step below what is no object, or null when it leads nowhere. */
    private JsonNode below(JsonNode value, int i) {
        if (!JsValue.isTruthy(value)) {
            return value;
        }
        return switch (value.getNodeType()) {
            case ARRAY -> isLength(i) ? IntNode.valueOf(value.size()) : value.get(indexes[i]);
            case STRING -> character(value.textValue(), i);
            default -> null;
        };
    }

    private JsonNode character(String text, int i) {
        if (isLength(i)) {
            return IntNode.valueOf(text.length());
        }
        int index = indexes[i];
        return index == NO_INDEX || index >= text.length() ? null : TextNode.valueOf(text.substring(index, index + 1));
    }

    private boolean isLength(int i) {
        return keys[i].equals("length");
    }

    private static int indexOf(String key) {
        long index = MemberOrder.arrayIndex(key);
        return index > Integer.MAX_VALUE ? NO_INDEX : (int) index;
    }
}
