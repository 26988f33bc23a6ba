package sluice.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import sluice.event.JsonText;

/**
 * {@code {"@json": {"mode": "encode", "value": …}}}: a value as JSON text, or by {@code decode} back from it. Text that is
 * no JSON, and what is no text, is left alone by {@code decode}.
 */
final class JsonDirective {
    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .readerFor(JsonNode.class);

    private JsonDirective() {}

    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        boolean valueGiven = fields.require("value");
        boolean modeGiven = fields.require("mode");
        String mode = fields.oneOf("mode", "encode", "decode");
        if (valueGiven && modeGiven && !mode.isEmpty() && !fields.isTruthy("value")) {
            fields.refuse("value", "value that is not empty");
        }
        Expression value = fields.expression("value");
        return switch (mode) {
            case "encode" -> scope -> encode(value.resolve(scope));
            case "decode" -> scope -> decode(value.resolve(scope));
            default -> Expression.NOTHING;
        };
    }

    private static JsonNode encode(JsonNode value) {
        return value.isMissingNode() ? value : TextNode.valueOf(JsonText.of(value));
    }

    private static JsonNode decode(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            JsonNode decoded = STRICT.readTree(value.textValue());
            return decoded instanceof MissingNode ? value : Cleaning.clean(decoded);
        } catch (JsonProcessingException notJson) {
            return value;
        }
    }
}
