package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sluice.action.RefusedException.Code;
import sluice.mapping.EvaluationException;
import sluice.mapping.Evaluator;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.UncertainCreate;
import sluice.salesforce.WriteOptions;
import sluice.salesforce.bulk.IngestRow;
import sluice.trigger.Trigger;

/**
 * A mapping, loaded and compiled: which events it is for, and what record it makes of one. Made by
 * {@link MappingFileParser}; immutable and thread-safe, nothing of it is parsed again for an event.
 */
public final class Mapping {
    private final MappingDefinition definition;
    private final Trigger trigger;
    private final Evaluator evaluator;
    private final PayloadRules rules;
    private final Batching batching;
    private final WriteOptions writeOptions;
    private final String version;

    Mapping(MappingDefinition definition, Trigger trigger, Evaluator evaluator, PayloadRules rules, Batching batching) {
        this.definition = definition;
        this.trigger = trigger;
        this.evaluator = evaluator;
        this.rules = rules;
        this.batching = batching;
        this.writeOptions = MappingOptions.ofWrites(definition.options());
        this.version = definition.version();
    }

    /** Unique among the mappings of a folder. */
    public String name() {
        return definition.name();
    }

    /** Whether events are to be sent to it. */
    public boolean enabled() {
        return definition.enabled();
    }

    public Action action() {
        return definition.action();
    }

    public Trigger trigger() {
        return trigger;
    }

    /** What it does with records; empty where each event says (v1's {@code operation} by a directive). */
    public Optional<Operation> operation() {
        return rules.fixed();
    }

    /** Whether its records go in ingest jobs. */
    public boolean isBatching() {
        return batching.enabled();
    }

    /** Rows of an ingest job. */
    public int batchSize() {
        return batching.size();
    }

    /** The option {@code bulk: auto}: whether its records go in ingest jobs only while many of them wait. */
    public boolean switchesOver() {
        return MappingOptions.isBulkAuto(options());
    }

    /** The option {@code assignmentRule}, as far as it concerns ingest jobs: {@code assignmentRuleId}. */
    public Optional<String> assignmentRuleId() {
        return MappingOptions.assignmentRuleId(options());
    }

    /** The options as they were given, checked to be known; not to be changed. */
    public ObjectNode options() {
        return definition.options();
    }

    /**
     * A hash of all that decides what this mapping does, 16 hexadecimal digits; the same after a restart and for a file
     * that differs only in form.
     */
    public String version() {
        return version;
    }

    /** Whether it is enabled and its trigger matches. */
    public boolean matches(JsonNode event) {
        return enabled() && trigger.matches(event);
    }

    /**
     * The record that it makes of an event, whether or not it {@link #matches} the event.
     *
     * @throws RefusedException if the event gives no valid record: with every fault of the kind that was found first
     */
    public RecordWrite write(JsonNode event) throws RefusedException {
        JsonNode evaluated = evaluate(event);
        RecordWrite write = isBatching() ? new RowRules(rules).record(evaluated) : rules.write(evaluated);
        return write.with(writeOptions);
    }

    /**
     * The same, for an event with this messageId: with the option {@code idempotencyField} a new record gets it as its
     * external id.
     *
     * @throws RefusedException as {@link #write(JsonNode)}
     */
    public RecordWrite write(JsonNode event, String messageId) throws RefusedException {
        return createdAs(write(event), messageId);
    }

    /**
     * The row that a batching mapping makes of an event for an ingest job. What {@link #write} makes of the event has the
     * same effect by itself.
     *
     * @param messageId the event's
     * @throws RefusedException if the event gives no valid row
     * @throws IllegalStateException if the mapping is not {@link #isBatching batching}
     */
    public IngestRow row(JsonNode event, String messageId) throws RefusedException {
        if (!isBatching()) {
            throw new IllegalStateException(this + " does not write by ingest jobs");
        }
        RecordWrite write = new RowRules(rules).row(evaluate(event)).with(writeOptions);
        return IngestRow.of(createdAs(write, messageId));
    }

    /**
     * The mapping as JSON text, complete by itself. {@link MappingFileParser#parse(String, String)} makes of it, as a file
     * of any name that ends with {@code .json}, a mapping with the same name, {@link #version} and behaviour.
     */
    public String definitionText() {
        return definition.text();
    }

    /**
     * The option {@code sameRecord}: whether deliveries of one record that wait together become one write. So they do
     * without the option where they go in ingest jobs.
     */
    public boolean mergesSameRecord() {
        return MappingOptions.mergesSameRecord(options(), isBatching());
    }

    /** The option {@code uncertainCreate}. */
    public UncertainCreate uncertainCreate() {
        return MappingOptions.uncertainCreate(options());
    }

    /** The option {@code idempotencyField}. */
    Optional<String> idempotencyField() {
        return MappingOptions.idempotencyField(options());
    }

    /** The object whose records it writes; empty where the event says. */
    public Optional<String> sObject() {
        return definition
                .action()
                .sObject()
                .or(() -> Optional.ofNullable(
                        definition.mapping().path(PayloadRules.OBJECT_NAME).textValue()));
    }

    /**
     * What decides which of its writes are kept in order, in lower case: a field for each matcher, or all of them
     * together where they are joined by AND. Empty where it looks for no record, or the event says by what.
     */
    Set<String> matcherKeys() {
        if (isBatching() && operation().filter(Operation.UPSERT::equals).isPresent()) {
            return externalIdKey();
        }
        JsonNode matchers = definition.mapping().path(PayloadRules.MATCHERS);
        Set<String> fields = new TreeSet<>();
        matchers.fieldNames().forEachRemaining(field -> fields.add(field.toLowerCase(Locale.ROOT)));
        boolean isCreate = operation().filter(Operation.CREATE::equals).isPresent();
        if (isCreate || fields.stream().anyMatch(field -> field.startsWith("@"))) {
            return Set.of();
        }
        boolean isJoined = fields.size() > 1
                && definition
                        .mapping()
                        .path(PayloadRules.MATCHER_OPERATOR)
                        .asText()
                        .equals(RecordMatchers.Operator.AND.name());
        return isJoined ? Set.of(String.join(" and ", fields)) : fields;
    }

    private Set<String> externalIdKey() {
        JsonNode name = definition.mapping().path(RowRules.EXTERNAL_ID).path(RowRules.EXTERNAL_ID_NAME);
        return name.isTextual() ? Set.of(name.textValue().toLowerCase(Locale.ROOT)) : Set.of();
    }

    private RecordWrite createdAs(RecordWrite write, String messageId) {
        return idempotencyField()
                .map(field -> write.createdAs(field, messageId))
                .orElse(write);
    }

    private JsonNode evaluate(JsonNode event) throws RefusedException {
        try {
            return evaluator.evaluate(event);
        } catch (EvaluationException e) {
            throw new RefusedException(Code.EVALUATION_FAILED, e.fault().under(rules.at()));
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
