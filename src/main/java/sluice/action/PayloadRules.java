package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import sluice.action.RefusedException.Code;
import sluice.event.Fault;
import sluice.event.JsValue;
import sluice.event.MemberOrder;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

/**
 * What an evaluated mapping must be to become a record: types, required fields, record matchers. Immutable and
 * thread-safe.
 *
 * @param action whose rules they are
 * @param fixed the operation of a mapping with a sync mode; empty where each event says which
 * @param at the pointer of the mapping in its file
 */
record PayloadRules(Action action, Optional<Operation> fixed, String at) {
    static final String OPERATION = "operation";
    static final String OBJECT_NAME = "customObjectName";
    static final String CUSTOM_FIELDS = "customFields";
    static final String MATCHERS = "traits";
    static final String MATCHER_OPERATOR = "recordMatcherOperator";
    static final String ID = "Id";

    /** The write that the evaluated mapping asks for. */
    RecordWrite write(JsonNode evaluated) throws RefusedException {
        ObjectNode payload = coerce(evaluated, ActionField::isGiven);
        Operation operation = operation(payload);
        requireMatchers(operation, payload);
        requireValues(operation, payload);
        ObjectNode fields = operation == Operation.DELETE ? JsonNodeFactory.instance.objectNode() : fields(payload);
        return new RecordWrite(sObject(payload), operation, matchers(operation, payload), fields);
    }

    /** The values in the types of their fields; null, and what is not given, is left out. */
    ObjectNode coerce(JsonNode evaluated, Predicate<JsonNode> isGiven) throws RefusedException {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        List<Fault> faults = new ArrayList<>();
        for (ActionField field : action.fields().values()) {
            JsonNode value = evaluated.path(field.key());
            JsonNode coerced = isGiven.test(value) ? field.coerce(value) : MissingNode.getInstance();
            if (!coerced.isMissingNode()) {
                payload.set(field.key(), coerced);
            } else if (isGiven.test(value) || isAlwaysRequired(field)) {
                faults.add(fault(field.key(), field.expectation(), value));
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(Code.INVALID_VALUE, faults);
        }
        return payload;
    }

    private boolean isAlwaysRequired(ActionField field) {
        return field.required() || fixed.isEmpty() && field.key().equals(OPERATION);
    }

    Operation operation(ObjectNode payload) {
        return fixed.orElseGet(
                () -> Operation.valueOf(payload.get(OPERATION).textValue().toUpperCase(Locale.ROOT)));
    }

    private void requireMatchers(Operation operation, ObjectNode payload) throws RefusedException {
        boolean isNew = operation == Operation.CREATE || operation == Operation.ADD;
        if (!isNew && payload.path(MATCHERS).isEmpty()) {
            throw new RefusedException(
                    Code.RECORD_MATCHERS_MISSING,
                    fault(
                            MATCHERS,
                            "a record matcher to " + operation.name().toLowerCase(Locale.ROOT) + " by",
                            payload.path(MATCHERS)));
        }
    }

    void requireValues(Operation operation, ObjectNode payload) throws RefusedException {
        List<Fault> faults = new ArrayList<>();
        if (operation != Operation.DELETE) {
            requireValues(action.toWrite(), payload, faults);
        }
        if (operation != Operation.DELETE && operation != Operation.UPDATE) {
            requireValues(action.toCreate(), payload, faults);
        }
        if (!faults.isEmpty()) {
            throw new RefusedException(Code.REQUIRED_FIELD_MISSING, faults);
        }
    }

    private void requireValues(List<String> keys, ObjectNode payload, List<Fault> faults) {
        for (String key : keys) {
            JsonNode value = payload.path(key);
            if (!JsValue.isTruthy(value)) {
                faults.add(fault(key, "a value", value));
            }
        }
    }

    String sObject(ObjectNode payload) {
        return action.sObject().orElseGet(() -> payload.get(OBJECT_NAME).textValue());
    }

    /** The record matchers; where a record is changed or deleted by its id, nothing but that. */
    RecordMatchers matchers(Operation operation, ObjectNode payload) throws RefusedException {
        JsonNode given = payload.path(MATCHERS);
        if (operation == Operation.CREATE || given.isEmpty()) {
            return RecordMatchers.NONE;
        }
        boolean byId = operation == Operation.UPDATE || operation == Operation.DELETE;
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (byId && JsValue.isTruthy(given.path(ID))) {
            fields.put(ID, matcher(ID, given.get(ID)));
        } else {
            for (Map.Entry<String, JsonNode> field : given.properties()) {
                fields.put(field.getKey(), matcher(field.getKey(), field.getValue()));
            }
        }
        return new RecordMatchers(operator(payload), fields);
    }

    private JsonNode matcher(String name, JsonNode value) throws RefusedException {
        if (value.isTextual() || value.isNumber() || value.isBoolean()) {
            return value;
        }
        throw new RefusedException(
                Code.INVALID_RECORD_MATCHER, fault(MATCHERS + "/" + name, "text, number or boolean", value));
    }

    private static RecordMatchers.Operator operator(ObjectNode payload) {
        JsonNode operator = payload.path(MATCHER_OPERATOR);
        return operator.isMissingNode()
                ? RecordMatchers.Operator.OR
                : RecordMatchers.Operator.valueOf(operator.textValue());
    }

    /** The base fields in the action's order, then the custom ones, which win and keep null and the empty text. */
    ObjectNode fields(ObjectNode payload) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        action.record().forEach((key, field) -> {
            JsonNode value = payload.path(key);
            if (!value.isMissingNode()) {
                fields.set(field, value);
            }
        });
        payload.path(CUSTOM_FIELDS).properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
        return MemberOrder.ordered(fields);
    }

    Fault fault(String key, String expected, JsonNode found) {
        return new Fault(at + "/" + key, expected, Kind.of(found));
    }
}
