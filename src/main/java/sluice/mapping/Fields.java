package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import sluice.event.JsValue;

/**
 * The members of a directive's operand, such as {@code {"operator": "lower", "value": …}}. A fault inside a member hides
 * faults of the operand itself, which might only follow from it.
 */
final class Fields {
    private final Definition operand;
    private final Map<String, Expression> compiled;
    private final boolean sound;

    Fields(Definition operand) {
        this(operand, "");
    }

    /** @param ownList a member whose items, when it is a list, the directive compiles itself */
    Fields(Definition operand, String ownList) {
        int faultsBefore = operand.faults().size();
        this.operand = operand;
        if (!operand.json().isObject() || operand.isDirective()) {
            operand.refuse("object");
            this.compiled = Map.of();
        } else {
            this.compiled = operand.compileMembers(
                    name -> !name.equals(ownList) || !json(name).isArray());
        }
        this.sound = operand.faults().size() == faultsBefore;
    }

    boolean has(String name) {
        return operand.json().has(name);
    }

    /** Whether the member, as it is written, is true to JavaScript. Directives always are. */
    boolean isTruthy(String name) {
        return JsValue.isTruthy(json(name));
    }

    JsonNode json(String name) {
        return operand.json().path(name);
    }

    /** The member, or an expression of nothing. */
    Expression expression(String name) {
        return compiled.getOrDefault(name, Expression.NOTHING);
    }

    void refuse(String expected) {
        if (sound) {
            operand.refuse(expected);
        }
    }

    void refuse(String name, String expected) {
        refuse(name, expected, operand.member(name).kind());
    }

    private void refuse(String name, String expected, String found) {
        if (sound) {
            operand.member(name).refuse(expected, found);
        }
    }

    /** Refuses the operand when it lacks the member. */
    boolean require(String name) {
        if (!has(name) && sound) {
            operand.refuse("member " + name, "none");
        }
        return has(name);
    }

    /** Refuses the operand when it lacks the member or holds an empty text there. */
    void requireFilled(String name) {
        boolean empty = json(name).isTextual() && json(name).textValue().isEmpty();
        if (sound && (empty || !has(name))) {
            operand.refuse("member " + name, empty ? "an empty text" : "none");
        }
    }

    /** The text of a member; empty when it is absent or refused. */
    String text(String name) {
        if (has(name) && !json(name).isTextual()) {
            refuse(name, "text");
        }
        return json(name).asText("");
    }

    /** The text of a member whose length, in UTF-16 units, is bounded. */
    String text(String name, int min, int max) {
        String text = text(name);
        if (json(name).isTextual() && (text.length() < min || text.length() > max)) {
            refuse(name, "text of " + min + " to " + max + " characters", text.length() + " characters");
        }
        return text;
    }

    /** One of two words; in other letters it is let through, as Segment does, but is then neither. */
    String oneOf(String name, String first, String second) {
        String text = text(name);
        String lower = text.toLowerCase(Locale.ROOT);
        if (json(name).isTextual() && !lower.equals(first) && !lower.equals(second)) {
            refuse(name, first + " or " + second, "another text");
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        if (has(name) && !json(name).isBoolean()) {
            refuse(name, "boolean");
        }
        return json(name).asBoolean(otherwise);
    }

    Expression textOrDirective(String name) {
        if (has(name) && !json(name).isTextual() && !operand.member(name).isDirective()) {
            refuse(name, "text or directive");
        }
        return expression(name);
    }

    Expression objectOrDirective(String name) {
        if (require(name) && !json(name).isObject()) {
            refuse(name, "object or directive");
        }
        return expression(name);
    }
}
