package sluice.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** What a trigger asks of one value of the event. Never converts the value: text {@code "42"} is not the number 42. */
sealed interface Check {
    boolean accepts(JsonNode value);

    /** Whether it is known to accept nothing that the other accepts. False where it accepts more than one value. */
    default boolean excludes(Check other) {
        return false;
    }

    static Check contains(String text, boolean negated) {
        return new HasPart(Part.ANYWHERE, text, negated);
    }

    /** A pattern that ends with a star asks how the value starts; any other how it ends, its first character unread. */
    static Check match(String pattern, boolean negated) {
        return pattern.endsWith("*")
                ? new HasPart(Part.START, pattern.substring(0, pattern.length() - 1), negated)
                : new HasPart(Part.END, pattern.isEmpty() ? "" : pattern.substring(1), negated);
    }

    /** {@code = null} and {@code != null}: a missing value counts as null. */
    record IsNull(boolean expected) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return (value.isMissingNode() || value.isNull()) == expected;
        }

        @Override
        public boolean excludes(Check other) {
            return expected && !other.accepts(MissingNode.getInstance()) && !other.accepts(NullNode.getInstance());
        }
    }

    /** {@code = true} and {@code = false}. */
    record IsBoolean(boolean expected) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isBoolean() && value.booleanValue() == expected;
        }

        @Override
        public boolean excludes(Check other) {
            return !other.accepts(BooleanNode.valueOf(expected));
        }
    }

    /** {@code = "text"} and {@code != "text"}; whatever is no text, a missing value too, is unequal. */
    record IsText(String text, boolean negated) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return (value.isTextual() && text.equals(value.textValue())) != negated;
        }

        @Override
        public boolean excludes(Check other) {
            return !negated && !other.accepts(TextNode.valueOf(text));
        }
    }

    /** {@code = 5} and {@code != 5}; both are false for whatever is no number. */
    record IsNumber(double number, boolean negated) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isNumber() && (value.doubleValue() == number) != negated;
        }

        @Override
        public boolean excludes(Check other) {
            return !negated && !other.accepts(DoubleNode.valueOf(number));
        }
    }

    /** {@code < <= > >=}; false for whatever is no number, and for a bound that is none. */
    record IsOrdered(Order order, double bound) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isNumber() && order.holds(value.doubleValue(), bound);
        }
    }

    /** {@code contains()} and {@code match()}, plain and negated; both are false for whatever is no text. */
    record HasPart(Part part, String text, boolean negated) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && part.isIn(value.textValue(), text) != negated;
        }
    }

    /** How two numbers stand to each other. */
    enum Order {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(double value, double bound) {
            return switch (this) {
                case LESS -> value < bound;
                case LESS_OR_EQUAL -> value <= bound;
                case GREATER -> value > bound;
                case GREATER_OR_EQUAL -> value >= bound;
            };
        }
    }

    /** Where in a text another one is looked for. */
    enum Part {
        ANYWHERE,
        START,
        END;

        boolean isIn(String value, String text) {
            return switch (this) {
                case ANYWHERE -> value.contains(text);
                case START -> value.startsWith(text);
                case END -> value.endsWith(text);
            };
        }
    }
}
