package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import sluice.event.JsText;
import sluice.event.JsValue;

/**
 * {@code {"@if": {"exists": a, "then": b, "else": c}}}; {@code blank} in place of {@code exists} takes {@code then} when
 * the value is <em>not</em> blank. An {@code else} that is written as 0, "", false or null counts as none.
 */
record IfDirective(Expression operand, Predicate<JsonNode> condition, Expression then, Expression otherwise)
        implements Expression {
    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        if (!fields.isTruthy("exists") && !fields.isTruthy("blank")) {
            fields.refuse("member exists or blank with a value that is not empty");
        }
        Expression otherwise = fields.isTruthy("else") ? fields.expression("else") : Expression.NOTHING;
        return fields.has("exists")
                ? new IfDirective(
                        fields.expression("exists"), IfDirective::exists, fields.expression("then"), otherwise)
                : new IfDirective(
                        fields.expression("blank"), IfDirective::isFilled, fields.expression("then"), otherwise);
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        return (condition.test(operand.resolve(scope)) ? then : otherwise).resolve(scope);
    }

    private static boolean exists(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    /** Not equal to the empty text in JavaScript's loose sense. */
    private static boolean isFilled(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case NUMBER -> value.doubleValue() != 0;
            case ARRAY -> !JsText.of(value).isEmpty();
            case OBJECT -> true;
            default -> JsValue.isTruthy(value);
        };
    }
}
