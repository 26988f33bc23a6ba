package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field that mappings of an action may give.
 *
 * @param key its name in mappings, such as {@code last_name}
 * @param label its name for people
 * @param choices what it may be; empty for anything
 * @param form what its text must look like, if that matters
 * @param required whether every mapping must give it
 * @param defaultValue what {@code useDefaults} takes, a directive or a value; missing if there is none
 * @param members the only members that an object may have; empty for any
 */
public record ActionField(
        String key,
        String label,
        FieldType type,
        List<String> choices,
        Optional<Pattern> form,
        boolean required,
        JsonNode defaultValue,
        List<ActionField> members) {
    public ActionField {
        Objects.requireNonNull(key);
        Objects.requireNonNull(label);
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
        choices = List.copyOf(choices);
        members = List.copyOf(members);
    }

    /** What a value must be, for a fault. */
    String expectation() {
        return choices.isEmpty()
                ? type + form.map(pattern -> " like " + pattern).orElse("")
                : String.join(" or ", choices);
    }

    /** The value as this field takes it, or a {@link MissingNode} where it does not. */
    JsonNode coerce(JsonNode value) {
        JsonNode coerced = type.coerce(value);
        boolean isChoice = choices.isEmpty() || choices.contains(coerced.asText());
        boolean hasForm = form.isEmpty() || form.get().matcher(coerced.asText()).matches();
        if (!isChoice || !hasForm) {
            return MissingNode.getInstance();
        }
        return members.isEmpty() || !coerced.isObject() ? coerced : coerceMembers(coerced);
    }

    private JsonNode coerceMembers(JsonNode object) {
        ObjectNode coerced = JsonNodeFactory.instance.objectNode();
        for (ActionField member : members) {
            JsonNode value = object.path(member.key());
            if (isGiven(value)) {
                JsonNode taken = member.coerce(value);
                if (taken.isMissingNode()) {
                    return taken;
                }
                coerced.set(member.key(), taken);
            }
        }
        return coerced;
    }

    /** In a batch an empty text counts as given. */
    static boolean isGivenInBatch(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    /** Null and the empty text count as not given: such values are removed before anything looks at them. */
    static boolean isGiven(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty());
    }
}
