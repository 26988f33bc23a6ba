package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import sluice.event.Fault;

/** {@code {"@transform": {"apply": a, "mapping": b}}}: evaluates a over the scope, then b over what a gave. */
record TransformDirective(Expression apply, Expression mapping, String at) implements Expression {
    static Expression compile(Definition operand) {
        Fields fields = new Fields(operand);
        Expression apply = fields.objectOrDirective("apply");
        Expression mapping = fields.objectOrDirective("mapping");
        return new TransformDirective(apply, mapping, operand.at());
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        JsonNode event = scope.isMissingNode() ? JsonNodeFactory.instance.objectNode() : scope;
        if (!event.isObject()) {
            throw new EvaluationException(new Fault(at, "object to apply to", Definition.kindOf(scope)));
        }
        return mapping.resolve(apply.resolveCleaned(event));
    }
}
