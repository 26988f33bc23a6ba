package sluice.mapping.liquid;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import sluice.event.JsNumber;
import sluice.event.JsValue;

/** Filters that calculate, in IEEE doubles. */
final class NumberFilters {
    private static final double EPSILON = Math.ulp(1.0);

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            entry("abs", unary(Math::abs)),
            entry("ceil", unary(Math::ceil)),
            entry("floor", unary(Math::floor)),
            entry("at_least", limit(Math::max)),
            entry("at_most", limit(Math::min)),
            entry("plus", binary(Double::sum)),
            entry("minus", binary((a, b) -> a - b)),
            entry("times", binary((a, b) -> a * b)),
            entry("modulo", binary((a, b) -> (a % b + b) % b)),
            entry("divided_by", NumberFilters::divide),
            entry("round", NumberFilters::round),
            entry("to_integer", (value, arguments) -> JsValue.number(JsNumber.of(value))));

    private NumberFilters() {}

    private static Filter unary(DoubleUnaryOperator operator) {
        return (value, arguments) -> JsValue.number(operator.applyAsDouble(Values.number(value)));
    }

    /** Without its argument the outcome is no number. */
    private static Filter binary(DoubleBinaryOperator operator) {
        return (value, arguments) -> JsValue.number(operator.applyAsDouble(
                Values.number(value), arguments.byPlace().isEmpty() ? Double.NaN : arguments.number(0)));
    }

    private static Filter limit(DoubleBinaryOperator operator) {
        return (value, arguments) -> {
            double number = Values.number(value);
            for (int i = 0; i < arguments.byPlace().size(); i++) {
                number = operator.applyAsDouble(number, arguments.number(i));
            }
            return JsValue.number(number);
        };
    }

    /** The second argument asks for a whole number. */
    private static JsonNode divide(JsonNode value, Arguments arguments) {
        double divisor = arguments.byPlace().isEmpty() ? Double.NaN : arguments.number(0);
        double quotient = Values.number(value) / divisor;
        return JsValue.number(arguments.number(1) == 0 ? quotient : Math.floor(quotient));
    }

    private static JsonNode round(JsonNode value, Arguments arguments) {
        double scale = Math.pow(10, arguments.number(0));
        double scaled = Values.number(value) * scale * (1 + EPSILON);
        return JsValue.number(JsNumber.round(scaled) / scale);
    }
}
