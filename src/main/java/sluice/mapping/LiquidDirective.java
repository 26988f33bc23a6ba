package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import sluice.event.Fault;
import sluice.mapping.liquid.LiquidException;
import sluice.mapping.liquid.LiquidTemplate;

/** {@code {"@liquid": "{{ traits.email | downcase }}"}}: a Liquid template over the event. */
record LiquidDirective(LiquidTemplate template, String at) implements Expression {
    static Expression compile(Definition operand) {
        if (!operand.json().isTextual()) {
            return operand.refuse("text");
        }
        try {
            return new LiquidDirective(LiquidTemplate.parse(operand.json().textValue()), operand.at());
        } catch (LiquidException e) {
            return operand.refuse(e.expected(), e.found());
        }
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        try {
            return TextNode.valueOf(template.render(scope));
        } catch (LiquidException e) {
            throw new EvaluationException(new Fault(at, e.expected(), e.found()), e);
        }
    }
}
