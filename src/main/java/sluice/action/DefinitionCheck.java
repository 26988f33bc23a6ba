package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import sluice.event.Fault;
import sluice.salesforce.Operation;

/**
 * What can be known of a mapping before any event: constants that no field takes, and members without which every
 * event would be refused.
 */
final class DefinitionCheck {
    private final Action action;
    private final ObjectNode mapping;
    private final String at;
    private final BatchCheck batch;
    private final List<Fault> faults;

    DefinitionCheck(MappingDefinition definition, List<Fault> faults) {
        this.action = definition.action();
        this.mapping = definition.mapping();
        this.at = definition.mappingAt();
        this.batch = new BatchCheck(definition, faults);
        this.faults = faults;
    }

    void check(Optional<Operation> operation) {
        action.fields().values().forEach(this::checkConstant);
        if (isBatching()) {
            batch.checkColumns();
            batch.checkOptions(operation);
        } else {
            batch.refuseOptions();
        }
        if (isOpen()) {
            return;
        }
        action.fields().values().stream().filter(ActionField::required).forEach(field -> require(field.key()));
        if (mapping.has(PayloadRules.OPERATION)) {
            require(PayloadRules.OPERATION);
        }
        operation.ifPresent(this::checkRequired);
    }

    /** With a root directive, or a misspelt member, there is no telling what the mapping will give. */
    private boolean isOpen() {
        return mapping.properties().stream().anyMatch(member -> !action.fields().containsKey(member.getKey()));
    }

    /** Whether and how records are batched; that is a matter of the mapping, never of the event. */
    Batching batching() {
        JsonNode enabled = constant(Batching.ENABLED);
        JsonNode size = constant(Batching.SIZE);
        long rows = size.asLong(Batching.DEFAULT_SIZE);
        if (rows < 1 || rows > Batching.MAX_SIZE) {
            faults.add(new Fault(at + "/" + Batching.SIZE, "1 to " + Batching.MAX_SIZE, String.valueOf(rows)));
        }
        return new Batching(enabled.asBoolean(), (int) rows);
    }

    private JsonNode constant(String key) {
        JsonNode value = mapping.path(key);
        ActionField field = action.fields().get(key);
        if (!isConstant(value)) {
            faults.add(new Fault(at + "/" + key, field.expectation() + ", the same for all events", "a directive"));
        }
        return ActionField.isGiven(value) ? field.coerce(value) : mapping.path("");
    }

    private void checkConstant(ActionField field) {
        JsonNode value = mapping.path(field.key());
        boolean isWrong = isConstant(value)
                && ActionField.isGiven(value)
                && field.coerce(value).isMissingNode();
        if (isWrong) {
            faults.add(new Fault(at + "/" + field.key(), field.expectation(), Kind.of(value)));
        }
    }

    private void checkRequired(Operation operation) {
        boolean mayCreate = operation != Operation.UPDATE && operation != Operation.DELETE;
        if (isBatching()) {
            batch.check(operation);
        } else if (operation != Operation.CREATE && operation != Operation.ADD) {
            require(PayloadRules.MATCHERS);
        }
        if (operation != Operation.DELETE) {
            action.toWrite().forEach(this::require);
        }
        if (mayCreate) {
            action.toCreate().forEach(this::require);
        }
    }

    private boolean isBatching() {
        return FieldType.BOOLEAN.coerce(mapping.path(Batching.ENABLED)).asBoolean();
    }

    private void require(String key) {
        JsonNode value = mapping.path(key);
        if (isConstant(value) && !ActionField.isGiven(value)) {
            faults.add(new Fault(at + "/" + key, "a value or a directive", Kind.of(value)));
        }
    }

    /** Whether a value has no directive in it. */
    static boolean isConstant(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .allMatch(member -> !member.getKey().startsWith("@") && isConstant(member.getValue()));
        }
        for (JsonNode item : value) {
            if (!isConstant(item)) {
                return false;
            }
        }
        return true;
    }
}
