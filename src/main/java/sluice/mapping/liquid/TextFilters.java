package sluice.mapping.liquid;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import sluice.event.JsNumber;
import sluice.event.JsText;
import sluice.event.JsonText;

/** Filters of texts, and those that take any value. Lengths are UTF-16 units. */
final class TextFilters {
    private static final Pattern SPACES = Pattern.compile("[\\t-\\r\\p{Z}\\uFEFF]+");
    private static final Pattern CJK =
            Pattern.compile("[\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u3400-\\u4DBF\\u3040-\\u30FF\\uAC00-\\uD7AF]");
    private static final Pattern NOT_CJK = Pattern.compile(
            "[^\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u3400-\\u4DBF\\u3040-\\u30FF" + "\\uAC00-\\uD7AF\\t-\\r\\p{Z}\\uFEFF]+");

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            entry("append", TextFilters::append),
            entry("prepend", TextFilters::prepend),
            entry("downcase", text(text -> text.toLowerCase(Locale.ROOT))),
            entry("upcase", text(text -> text.toUpperCase(Locale.ROOT))),
            entry("capitalize", text(TextFilters::capitalize)),
            entry("strip", (value, arguments) -> strip(value, arguments, true, true)),
            entry("lstrip", (value, arguments) -> strip(value, arguments, true, false)),
            entry("rstrip", (value, arguments) -> strip(value, arguments, false, true)),
            entry("strip_newlines", text(text -> text.replace("\r\n", "").replace("\n", ""))),
            entry("normalize_whitespace", text(text -> SPACES.matcher(text).replaceAll(" "))),
            entry("replace", (value, arguments) -> replace(value, arguments, arguments.text(1))),
            entry("remove", (value, arguments) -> replace(value, arguments, "")),
            entry("replace_first", (value, arguments) -> replaceFirst(value, arguments, arguments.text(1))),
            entry("remove_first", (value, arguments) -> replaceFirst(value, arguments, "")),
            entry("replace_last", (value, arguments) -> replaceLast(value, arguments, arguments.text(1))),
            entry("remove_last", (value, arguments) -> replaceLast(value, arguments, "")),
            entry("split", TextFilters::split),
            entry("truncate", TextFilters::truncate),
            entry("truncatewords", TextFilters::truncateWords),
            entry("number_of_words", TextFilters::numberOfWords),
            entry("default", TextFilters::otherwise),
            entry("json", TextFilters::json),
            entry("jsonify", TextFilters::json),
            entry("inspect", TextFilters::json),
            entry("raw", (value, arguments) -> value));

    private TextFilters() {}

    /** A filter from text to text. */
    static Filter text(UnaryOperator<String> change) {
        return (value, arguments) -> {
            String text = Values.text(value);
            arguments.budget().use(text.length());
            return TextNode.valueOf(change.apply(text));
        };
    }

    private static JsonNode append(JsonNode value, Arguments arguments) {
        arguments.requireOne();
        return joined(Values.text(value), arguments.text(0), arguments);
    }

    private static JsonNode prepend(JsonNode value, Arguments arguments) {
        arguments.requireOne();
        return joined(arguments.text(0), Values.text(value), arguments);
    }

    private static JsonNode joined(String left, String right, Arguments arguments) {
        arguments.budget().use((long) left.length() + right.length());
        return TextNode.valueOf(left + right);
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Takes away blanks, or the characters of the argument. */
    private static JsonNode strip(JsonNode value, Arguments arguments, boolean left, boolean right) {
        String text = Values.text(value);
        String characters = arguments.text(0);
        int start = 0;
        int end = text.length();
        while (left && start < end && strips(characters, text.charAt(start))) {
            start++;
        }
        while (right && end > start && strips(characters, text.charAt(end - 1))) {
            end--;
        }
        return TextNode.valueOf(text.substring(start, end));
    }

    private static boolean strips(String characters, char c) {
        return characters.isEmpty() ? JsText.isBlank(c) : characters.indexOf(c) >= 0;
    }

    private static JsonNode replace(JsonNode value, Arguments arguments, String replacement) {
        String text = Values.text(value);
        List<String> parts = parts(text, arguments);
        arguments.budget().use(text.length() + (parts.size() - 1L) * replacement.length());
        return TextNode.valueOf(String.join(replacement, parts));
    }

    private static JsonNode replaceFirst(JsonNode value, Arguments arguments, String replacement) {
        String text = Values.text(value);
        return replaceAt(text, text.indexOf(arguments.text(0)), replacement, arguments);
    }

    private static JsonNode replaceLast(JsonNode value, Arguments arguments, String replacement) {
        String text = Values.text(value);
        return replaceAt(text, text.lastIndexOf(arguments.text(0)), replacement, arguments);
    }

    private static JsonNode replaceAt(String text, int index, String replacement, Arguments arguments) {
        arguments.budget().use((long) text.length() + replacement.length());
        return TextNode.valueOf(
                index < 0
                        ? text
                        : text.substring(0, index)
                                + replacement
                                + text.substring(index + arguments.text(0).length()));
    }

    /** Empty parts at the end are dropped. */
    private static JsonNode split(JsonNode value, Arguments arguments) {
        List<String> parts = parts(Values.text(value), arguments);
        int end = parts.size();
        while (end > 0 && parts.get(end - 1).isEmpty()) {
            end--;
        }
        return ListFilters.list(
                parts.subList(0, end).stream().map(TextNode::valueOf).toList());
    }

    /** The text between the separators that the first argument says; by the empty one, its characters. */
    private static List<String> parts(String text, Arguments arguments) {
        String separator = arguments.text(0);
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            arguments.budget().useItems(text.length());
            text.chars().forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            arguments.budget().useItems(1);
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static JsonNode truncate(JsonNode value, Arguments arguments) {
        String text = Values.text(value);
        double length = arguments.isMissing(0) ? 50 : JsNumber.of(arguments.get(0));
        String dots = arguments.text(1, "...");
        if (text.length() <= length) {
            return value;
        }
        int end = (int) Math.max(0, Math.min(text.length(), length - dots.length()));
        return joined(text.substring(0, end), dots, arguments);
    }

    /** At least one word; none and no dots when the count is no number. */
    private static JsonNode truncateWords(JsonNode value, Arguments arguments) {
        String[] words = SPACES.split(Values.text(value), -1);
        double count = arguments.isMissing(0) ? 15 : JsNumber.of(arguments.get(0));
        count = count <= 0 ? 1 : count;
        String kept = String.join(" ", List.of(words).subList(0, (int) Math.min(count, words.length)));
        return joined(kept, words.length >= count ? arguments.text(1, "...") : "", arguments);
    }

    private static JsonNode numberOfWords(JsonNode value, Arguments arguments) {
        String text = JsText.trim(Values.text(value));
        String mode = arguments.text(0);
        boolean characters =
                mode.equals("cjk") || mode.equals("auto") && CJK.matcher(text).find();
        if (characters) {
            return IntNode.valueOf((int) (CJK.matcher(text).results().count()
                    + NOT_CJK.matcher(text).results().count()));
        }
        return IntNode.valueOf(text.isEmpty() ? 0 : SPACES.split(text, -1).length);
    }

    /** The argument in place of nil, false, and empty texts and lists; {@code allow_false: true} keeps false. */
    private static JsonNode otherwise(JsonNode value, Arguments arguments) {
        boolean falseAllowed = arguments
                .byName()
                .getOrDefault("allow_false", BooleanNode.FALSE)
                .asBoolean();
        boolean kept =
                switch (value.getNodeType()) {
                    case STRING -> !value.textValue().isEmpty();
                    case ARRAY -> !value.isEmpty();
                    case BOOLEAN -> value.booleanValue() || falseAllowed;
                    default -> Values.isTruthy(value);
                };
        return kept ? value : arguments.get(0);
    }

    /** The argument, a text or a number of spaces, sets in what is nested. */
    private static JsonNode json(JsonNode value, Arguments arguments) {
        if (value.isMissingNode()) {
            return value;
        }
        JsonNode space = arguments.get(0);
        String indent = space.isNumber() ? " ".repeat((int) Math.max(0, Math.min(10, space.doubleValue()))) : "";
        indent = space.isTextual()
                ? space.textValue().substring(0, Math.min(10, space.textValue().length()))
                : indent;
        String json = JsonText.of(value, indent);
        arguments.budget().use(json.length());
        return TextNode.valueOf(json);
    }
}
