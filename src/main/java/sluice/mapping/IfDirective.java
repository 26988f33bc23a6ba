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
        String name = fields.has("exists") ? "exists" : "blank";
        Predicate<JsonNode> condition = fields.has("exists") ? IfDirective::exists : IfDirective::isFilled;
        Expression value = fields.expression(name);
        Expression then = fields.json("then").equals(fields.json(name)) ? value : fields.expression("then");
        Expression otherwise = fields.isTruthy("else") ? fields.expression("else") : Expression.NOTHING;
        return new IfDirective(value, condition, then, otherwise);
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        JsonNode value = operand.resolve(scope);
        Expression chosen = condition.test(value) ? then : otherwise;
        // "This if it exists, else that" is what most defaults say: the value is read once.
        return chosen == operand ? value : chosen.resolve(scope);
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
