package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import sluice.event.Fault;
import sluice.event.JsValue;
import sluice.salesforce.Operation;
import sluice.salesforce.bulk.IngestRow;

/** What can be known before any event of a mapping that writes by ingest jobs: how its rows are identified, its columns. */
final class BatchCheck {
    /** They go with single calls, and no job takes them. */
    private static final List<String> OPTIONS_OF_CALLS = List.of(
            MappingOptions.DUPLICATE_RULE, MappingOptions.FILL_ONLY_EMPTY, MappingOptions.FOLLOW_CONVERTED_LEAD);

    private final ObjectNode mapping;
    private final ObjectNode options;
    private final String at;
    private final String optionsAt;
    private final List<Fault> faults;

    BatchCheck(MappingDefinition definition, List<Fault> faults) {
        this.mapping = definition.mapping();
        this.options = definition.options();
        this.at = definition.mappingAt();
        this.optionsAt = definition.optionsAt();
        this.faults = faults;
    }

    void check(Operation operation) {
        switch (operation) {
            case UPSERT -> requireExternalId(mapping.path(RowRules.EXTERNAL_ID));
            case UPDATE, DELETE -> requireRecord();
            case CREATE, ADD -> {}
        }
    }

    /** The names of columns that every row will have; others are looked at row by row. */
    void checkColumns() {
        JsonNode customFields = mapping.path(PayloadRules.CUSTOM_FIELDS);
        customFields.fieldNames().forEachRemaining(name -> {
            if (!name.startsWith("@")) {
                checkColumn(PayloadRules.CUSTOM_FIELDS, name);
            }
        });
        JsonNode externalId = mapping.at("/" + RowRules.EXTERNAL_ID + "/" + RowRules.EXTERNAL_ID_NAME);
        if (externalId.isTextual()) {
            checkColumn(RowRules.EXTERNAL_ID + "/" + RowRules.EXTERNAL_ID_NAME, externalId.textValue());
        }
    }

    /** Of a mapping that writes by ingest jobs. */
    void checkOptions(Optional<Operation> operation) {
        for (String option : OPTIONS_OF_CALLS) {
            if (JsValue.isTruthy(options.path(option))) {
                faults.add(option(option, "nothing beside enable_batching (ingest jobs have no such thing)"));
            }
        }
        if (options.path(MappingOptions.ASSIGNMENT_RULE).asText().equals("default")) {
            faults.add(option(
                    MappingOptions.ASSIGNMENT_RULE,
                    "off or the id of an assignment rule beside enable_batching (an ingest job knows no default)"));
        }
        if (MappingOptions.isBulkAuto(options) && !isSameByItself(operation)) {
            faults.add(option(
                    MappingOptions.BULK, "no record matcher but the external id of the job, or Id, beside auto"));
        }
    }

    /** Of any other mapping. */
    void refuseOptions() {
        if (options.has(MappingOptions.BULK)) {
            faults.add(option(MappingOptions.BULK, "nothing without enable_batching"));
        }
    }

    /** Whether a record by itself is found as the row of a job is. */
    private boolean isSameByItself(Optional<Operation> operation) {
        JsonNode matchers = mapping.path(PayloadRules.MATCHERS);
        if (isNeverGiven(matchers) || operation.filter(Operation.CREATE::equals).isPresent()) {
            return true;
        }
        boolean upserts = operation.filter(Operation.UPSERT::equals).isPresent();
        boolean adds =
                operation.isEmpty() || operation.filter(Operation.ADD::equals).isPresent();
        String only = upserts
                ? mapping.path(RowRules.EXTERNAL_ID)
                        .path(RowRules.EXTERNAL_ID_NAME)
                        .asText()
                : PayloadRules.ID;
        return !adds
                && matchers.size() == 1
                && only.equalsIgnoreCase(matchers.fieldNames().next());
    }

    private void requireExternalId(JsonNode externalId) {
        if (!externalId.isObject()) {
            if (DefinitionCheck.isConstant(externalId)) {
                faults.add(fault(RowRules.EXTERNAL_ID, "the external id to upsert by in ingest jobs", externalId));
            }
            return;
        }
        boolean isDirective = externalId.properties().stream()
                .anyMatch(member -> member.getKey().startsWith("@"));
        for (String member : new String[] {RowRules.EXTERNAL_ID_NAME, RowRules.EXTERNAL_ID_VALUE}) {
            JsonNode value = externalId.path(member);
            if (!isDirective && DefinitionCheck.isConstant(value) && !ActionField.isGiven(value)) {
                faults.add(fault(RowRules.EXTERNAL_ID + "/" + member, "a value or a directive", value));
            }
        }
    }

    private void requireRecord() {
        JsonNode recordId = mapping.path(RowRules.RECORD_ID);
        if (isNeverGiven(recordId) && isNeverGiven(mapping.path(PayloadRules.MATCHERS))) {
            faults.add(fault(RowRules.RECORD_ID, "the record id, or record matchers in traits", recordId));
        }
    }

    private static boolean isNeverGiven(JsonNode value) {
        boolean isEmpty = value.isContainerNode() && value.isEmpty() || !ActionField.isGiven(value);
        return isEmpty && DefinitionCheck.isConstant(value);
    }

    private void checkColumn(String key, String name) {
        if (!IngestRow.isColumnName(name)) {
            faults.add(new Fault(at + "/" + key, "column names without comma, quote and line break", "another"));
        }
    }

    private Fault option(String option, String expected) {
        return new Fault(optionsAt + "/" + option, expected, "an option");
    }

    private Fault fault(String key, String expected, JsonNode found) {
        return new Fault(at + "/" + key, expected, Kind.of(found));
    }
}
