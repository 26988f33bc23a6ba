package sluice.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A trigger expression, parsed and ready: says which events a mapping is for. Made by {@link TriggerParser}; immutable
 * and thread-safe.
 */
public final class Trigger {
    private final String text;
    private final Condition condition;

    Trigger(String text, Condition condition) {
        this.text = Objects.requireNonNull(text);
        this.condition = Objects.requireNonNull(condition);
    }

    /**
     * Whether the mapping is for this event. Never fails, whatever the event is: one that is no object has no fields, and
     * a missing one matches nothing.
     */
    public boolean matches(JsonNode event) {
        return !event.isMissingNode() && condition.matches(event);
    }

    /**
     * Whether some event may match both. False is certain: the two ask for different values of {@code type}, {@code
     * event}, {@code name} or {@code userId}. True is not.
     */
    public boolean mayMatchWith(Trigger other) {
        return Alternatives.of(condition).overlap(Alternatives.of(other.condition));
    }

    /** The expression as it was written. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
