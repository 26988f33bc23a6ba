package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import sluice.event.JsText;

/**
 * {@code {"@replace": {"pattern": "-", "replacement": "", "value": …}}}: replaces plain text in a text, number or boolean;
 * all else becomes the empty text. Optional: {@code pattern2} and {@code replacement2}, {@code ignorecase} (false),
 * {@code global} (true). Patterns and replacements have ten characters at most.
 */
record ReplaceDirective(Expression value, List<TextReplacement> replacements, String at) implements Expression {
    private static final int MAX_LENGTH = 10;

    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        fields.require("pattern");
        String pattern = fields.text("pattern", 1, MAX_LENGTH);
        String replacement = fields.text("replacement", 0, MAX_LENGTH);
        fields.require("value");
        Expression value = fields.textOrDirective("value");
        boolean ignoreCase = fields.flag("ignorecase", false);
        boolean global = fields.flag("global", true);
        TextReplacement first = new TextReplacement(pattern, replacement, ignoreCase, global);
        if (!fields.isTruthy("value")) {
            return Expression.NOTHING;
        }
        return new ReplaceDirective(value, withSecond(fields, first), operand.at());
    }

    /** A second pattern that is no text, or empty, is passed over as Segment does. */
    private static List<TextReplacement> withSecond(Fields fields, TextReplacement first) {
        boolean replacementUsable = !fields.has("replacement2")
                || fields.json("replacement2").isTextual()
                || fields.json("replacement2").isNull();
        if (!fields.json("pattern2").isTextual() || !fields.isTruthy("pattern2") || !replacementUsable) {
            return List.of(first);
        }
        String pattern = fields.text("pattern2", 1, MAX_LENGTH);
        String replacement = fields.json("replacement2").isTextual() ? fields.text("replacement2", 0, MAX_LENGTH) : "";
        return List.of(first, new TextReplacement(pattern, replacement, first.ignoreCase(), first.global()));
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        JsonNode resolved = value.resolve(scope);
        if (!resolved.isTextual() && !resolved.isNumber() && !resolved.isBoolean()) {
            return TextNode.valueOf("");
        }
        String text = JsText.of(resolved);
        for (TextReplacement replacement : replacements) {
            text = replacement.apply(text, at);
        }
        return TextNode.valueOf(text);
    }
}
