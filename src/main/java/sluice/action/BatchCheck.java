package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sluice.event.Fault;
import sluice.salesforce.Operation;
import sluice.salesforce.bulk.IngestRow;

/** What can be known before any event of a mapping that writes by ingest jobs: how its rows are identified, its columns. */
final class BatchCheck {
    private final ObjectNode mapping;
    private final String at;
    private final List<Fault> faults;

    BatchCheck(ObjectNode mapping, String at, List<Fault> faults) {
        this.mapping = mapping;
        this.at = at;
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
        return DefinitionCheck.isConstant(value) && !ActionField.isGiven(value);
    }

    private void checkColumn(String key, String name) {
        if (!IngestRow.isColumnName(name)) {
            faults.add(new Fault(at + "/" + key, "column names without comma, quote and line break", "another"));
        }
    }

    private Fault fault(String key, String expected, JsonNode found) {
        return new Fault(at + "/" + key, expected, Kind.of(found));
    }
}
