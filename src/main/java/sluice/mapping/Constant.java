package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import sluice.event.JsValue;

/** A raw value: the same for every event. */
record Constant(JsonNode value) implements Expression {
    Constant {
        value = value.isNumber() ? JsValue.number(value) : value;
    }

    @Override
    public JsonNode resolve(JsonNode scope) {
        return value;
    }
}
