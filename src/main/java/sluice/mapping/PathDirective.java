package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import sluice.event.EventPath;
import sluice.event.Fault;

/** {@code {"@path": "$.traits.email"}}: the value at a path. */
final class PathDirective {
    private PathDirective() {}

    static Expression compile(Definition operand) {
        Expression path = operand.compileTextOrDirective();
        return path instanceof Constant constant && constant.value().isTextual()
                ? EventPath.parse(constant.value().textValue())::read
                : scope -> EventPath.parse(text(path, scope, operand.at())).read(scope);
    }

    /** The text that a directive gives as an operand. */
    static String text(Expression operand, JsonNode scope, String at) {
        JsonNode value = operand.resolve(scope);
        if (!value.isTextual()) {
            throw new EvaluationException(new Fault(at, "text", Definition.kindOf(value)));
        }
        return value.textValue();
    }
}
