package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import sluice.event.Fault;

/** The evaluator of a whole mapping: holds what is true of every evaluation, whatever its directives. */
record CompiledMapping(Expression expression) implements Evaluator {
    @Override
    public JsonNode evaluate(JsonNode event) {
        JsonNode scope = event.isMissingNode() ? JsonNodeFactory.instance.objectNode() : event;
        if (!scope.isObject()) {
            throw new EvaluationException(new Fault("", "object as event", Definition.kindOf(event)));
        }
        return evaluateAny(scope);
    }

    @Override
    public JsonNode evaluateAny(JsonNode event) {
        try {
            return expression.resolveCleaned(event);
        } catch (StackOverflowError e) {
            // Events are read with a limit of nesting; one built in memory may have none.
            throw new EvaluationException(new Fault("", "event of sane nesting", "one too deep for the stack"), e);
        }
    }
}
