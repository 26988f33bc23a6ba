package sluice.trigger;

import com.fasterxml.jackson.databind.JsonNode;

/** What a trigger asks of one value of the event. Never converts the value: text {@code "42"} is not the number 42. */
sealed interface Check {
    boolean accepts(JsonNode value);

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
    }

    /** {@code = true} and {@code = false}. */
    record IsBoolean(boolean expected) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isBoolean() && value.booleanValue() == expected;
        }
    }

    /** {@code = "text"} and {@code != "text"}; whatever is no text, a missing value too, is unequal. */
    record IsText(String text, boolean negated) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return (value.isTextual() && text.equals(value.textValue())) != negated;
        }
    }

    /** {@code = 5} and {@code != 5}; both are false for whatever is no number. */
    record IsNumber(double number, boolean negated) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isNumber() && (value.doubleValue() == number) != negated;
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
