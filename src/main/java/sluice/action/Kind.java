package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;

/** The kind of a value, for faults, which do not show the value. */
final class Kind {
    private Kind() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING -> value.textValue().isBlank() ? "blank text" : "text";
            case ARRAY -> "list of " + value.size();
            default -> "object";
        };
    }
}
