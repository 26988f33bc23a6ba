package sluice.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.event.EventPath;
import sluice.trigger.Check.IsBoolean;
import sluice.trigger.Check.IsNull;
import sluice.trigger.Check.IsNumber;
import sluice.trigger.Check.IsOrdered;
import sluice.trigger.Check.IsText;
import sluice.trigger.Check.Order;

/**
 * A field that a trigger may name.
 *
 * @param kind decides which literals keep their type
 * @param path where it is in the event
 */
record Field(Kind kind, EventPath path) {
    static final String NAMES = "type, event, name, userId, properties.…, traits.… or context.…";
    static final String FUNCTION_NAMES = "event, name, userId, properties.…, traits.… or context.…";

    enum Kind {
        /** Compared with every literal as text. */
        TYPE,
        /** As {@link #TYPE}; functions may name it too. */
        LABEL,
        /** As {@link #LABEL}, but knows null. */
        NAME,
        /** As {@link #NAME}, but knows true and false. */
        USER_ID,
        /** A member of an object: compared by the literal's own type. */
        MEMBER
    }

    private static final Field TYPE = new Field(Kind.TYPE, EventPath.ofSteps(List.of("type")));
    private static final Field EVENT = new Field(Kind.LABEL, EventPath.ofSteps(List.of("event")));
    private static final Field NAME = new Field(Kind.NAME, EventPath.ofSteps(List.of("name")));
    private static final Field USER_ID = new Field(Kind.USER_ID, EventPath.ofSteps(List.of("userId")));

    /** Stands in for a field that does not exist, so that parsing can go on to the next fault. */
    static final Field UNKNOWN = new Field(Kind.LABEL, EventPath.ofSteps(List.of()));

    /** The field of that name, if there is one. Dots and square brackets part the steps of a member's name. */
    static Optional<Field> named(String name) {
        return switch (name) {
            case "type" -> Optional.of(TYPE);
            case "event" -> Optional.of(EVENT);
            case "name" -> Optional.of(NAME);
            case "userId" -> Optional.of(USER_ID);
            default -> member(steps(name));
        };
    }

    /** What {@code sign literal} asks of this field. */
    Check compare(String sign, Literal literal) {
        return switch (sign) {
            case "=" -> equal(literal);
            case "!=" -> unequal(literal);
            case "<" -> new IsOrdered(Order.LESS, literal.number());
            case "<=" -> new IsOrdered(Order.LESS_OR_EQUAL, literal.number());
            case ">" -> new IsOrdered(Order.GREATER, literal.number());
            case ">=" -> new IsOrdered(Order.GREATER_OR_EQUAL, literal.number());
            default -> throw new IllegalArgumentException("no comparison: " + sign);
        };
    }

    private Check equal(Literal literal) {
        if (knowsNull() && literal instanceof Literal.Null) {
            return new IsNull(true);
        }
        if (knowsBooleans() && literal instanceof Literal.Bool bool) {
            return new IsBoolean(bool.value());
        }
        return sameValue(literal, false);
    }

    /** Other than {@code =} this knows no boolean: {@code != true} holds for all but the text "true". */
    private Check unequal(Literal literal) {
        return knowsNull() && literal instanceof Literal.Null ? new IsNull(false) : sameValue(literal, true);
    }

    private Check sameValue(Literal literal, boolean negated) {
        return kind == Kind.MEMBER && literal instanceof Literal.Number number
                ? new IsNumber(number.number(), negated)
                : new IsText(literal.text(), negated);
    }

    private boolean knowsNull() {
        return kind == Kind.NAME || knowsBooleans();
    }

    private boolean knowsBooleans() {
        return kind == Kind.USER_ID || kind == Kind.MEMBER;
    }

    private static Optional<Field> member(List<String> steps) {
        boolean known = steps.size() > 1 && isSection(steps.get(0));
        return known ? Optional.of(new Field(Kind.MEMBER, EventPath.ofSteps(steps))) : Optional.empty();
    }

    private static boolean isSection(String step) {
        return step.equals("properties") || step.equals("traits") || step.equals("context");
    }

    private static List<String> steps(String name) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isSeparator(name.charAt(i))) {
                if (i > from) {
                    steps.add(name.substring(from, i));
                }
                from = i + 1;
            }
        }
        return steps;
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '[' || c == ']';
    }
}
