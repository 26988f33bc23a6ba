package sluice.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import sluice.event.EventPath;

/** A parsed trigger expression, which is also its compiled form. Immutable and thread-safe. */
sealed interface Condition {
    boolean matches(JsonNode event);

    /** {@code a and b and c}; stops at the first that does not match. */
    record AllOf(List<Condition> conditions) implements Condition {
        public AllOf {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean matches(JsonNode event) {
            for (Condition condition : conditions) {
                if (!condition.matches(event)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code a or b or c}; stops at the first that matches. */
    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean matches(JsonNode event) {
            for (Condition condition : conditions) {
                if (condition.matches(event)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One field of the event and what is asked of its value: {@code properties.total > 5}. */
    record FieldTest(EventPath field, Check check) implements Condition {
        @Override
        public boolean matches(JsonNode event) {
            return check.accepts(field.read(event));
        }
    }
}
