package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import sluice.event.Fault;

/** {@code {"@case": {"operator": "lower", "value": …}}}: text in lower or upper case, other values as they are. */
record CaseDirective(String operator, Expression value, String at) implements Expression {
    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        String operator = fields.text("operator");
        Expression value = fields.textOrDirective("value");
        fields.requireFilled("operator");
        return fields.isTruthy("value") ? new CaseDirective(operator, value, operand.at()) : Expression.NOTHING;
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        JsonNode resolved = value.resolve(scope);
        return resolved.isTextual() ? TextNode.valueOf(change(resolved.textValue())) : resolved;
    }

    private String change(String text) {
        return switch (operator) {
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            default -> throw new EvaluationException(new Fault(at + "/operator", "lower or upper", "another text"));
        };
    }
}
