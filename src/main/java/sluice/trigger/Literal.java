package sluice.trigger;

import com.fasterxml.jackson.databind.node.TextNode;
import sluice.event.JsNumber;
import sluice.event.JsText;

/** A value as a trigger expression writes it. */
sealed interface Literal {
    /** The value as text, which is how text fields and functions see every literal. */
    String text();

    /** The value as a number, which is how an order sees every literal; NaN where it is none. */
    double number();

    /** {@code "text"}, or a bare word. */
    record Text(String text) implements Literal {
        @Override
        public double number() {
            return JsNumber.of(TextNode.valueOf(text));
        }
    }

    record Number(double number) implements Literal {
        @Override
        public String text() {
            return JsText.ofNumber(number);
        }
    }

    record Bool(boolean value) implements Literal {
        @Override
        public String text() {
            return Boolean.toString(value);
        }

        @Override
        public double number() {
            return value ? 1 : 0;
        }
    }

    record Null() implements Literal {
        @Override
        public String text() {
            return "null";
        }

        @Override
        public double number() {
            return Double.NaN;
        }
    }
}
