package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.action.RefusedException.Code;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.golden.GoldenCase;
import sluice.salesforce.Operation;
import sluice.salesforce.bulk.IngestRow;

class MappingRowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MappingFileParser PARSER = new MappingFileParser(ActionCatalog.load());

    @Test
    void upsertsByTheExternalIdWhichStandsAmongTheFieldsOnce() throws Exception {
        Mapping mapping = mapping(
                """
                syncMode: upsert
                mapping:
                  enable_batching: true
                  last_name: { "@path": $.traits.name }
                  email: { "@path": $.traits.email }
                  bulkUpsertExternalId: { externalIdName: Key__c, externalIdValue: { "@path": $.userId } }
                  customFields: { KEY__C: other, Title: { "@path": $.traits.title } }
                """);

        IngestRow row = mapping.row(
                json("{\"userId\": 7, \"traits\": {\"name\": \"Lee\", \"title\": null, \"email\": \"\"}}"), "m-1");

        assertThat(row.write().fields())
                .hasToString("{\"LastName\":\"Lee\",\"Email\":\"\",\"Title\":null,\"Key__c\":\"7\"}");
        assertThat(row.key()).contains(new IngestRow.KeyColumn("Key__c", "7"));
        assertThat(row.lane("leads")).map(Object::toString).contains("leads|Lead|upsert|Key__c");
    }

    @Test
    void writesTheSameByItselfButNoEmptyTexts() throws Exception {
        Mapping mapping = mapping(
                """
                syncMode: upsert
                mapping:
                  enable_batching: true
                  last_name: { "@path": $.traits.name }
                  email: { "@path": $.traits.email }
                  bulkUpsertExternalId: { externalIdName: Key__c, externalIdValue: { "@path": $.userId } }
                """);

        var write = mapping.write(json("{\"userId\": \"u\", \"traits\": {\"name\": \"Lee\", \"email\": \"\"}}"));

        assertThat(write.fields()).hasToString("{\"LastName\":\"Lee\",\"Key__c\":\"u\"}");
        assertThat(write.matchers().fields()).containsOnlyKeys("Key__c");
        assertThat(write.operation()).isEqualTo(Operation.UPSERT);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"recordId\": \"00Q1\", \"traits\": {\"email\": \"e\"}}', 00Q1",
        "'{\"recordId\": \"\", \"traits\": {\"email\": \"e\"}}', ''",
        "'{\"traits\": {\"email\": \"e\"}}', ''",
    })
    void updatesByRecordIdOrElseLooksForTheRecord(String event, String recordId) throws Exception {
        Mapping mapping = mapping(
                """
                syncMode: update
                mapping:
                  enable_batching: true
                  bulkUpdateRecordId: { "@path": $.recordId }
                  traits: { Email: { "@path": $.traits.email } }
                  customFields: { Id: x, Title: CTO }
                """);

        IngestRow row = mapping.row(json(event), "m-1");

        assertThat(row.write().fields()).hasToString("{\"Title\":\"CTO\"}");
        assertThat(row.key().map(IngestRow.KeyColumn::value).orElse("")).isEqualTo(recordId);
        assertThat(row.needsLookup()).isEqualTo(recordId.isEmpty());
        assertThat(row.lane("leads")).map(Object::toString).contains("leads|Lead|update|Id");
    }

    @Test
    void createsOnceByTheIdempotencyField() throws Exception {
        Mapping mapping = mapping(
                """
                syncMode: add
                mapping: { enable_batching: true, last_name: Lee }
                options: { idempotencyField: Event_Id__c }
                """);

        IngestRow row = mapping.row(json("{}"), "m-1");

        assertThat(row.key()).contains(new IngestRow.KeyColumn("Event_Id__c", "m-1"));
        assertThat(row.lane("leads")).map(Object::toString).contains("leads|Lead|upsert|Event_Id__c");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"userId\": \"u\", \"traits\": {}}', REQUIRED_FIELD_MISSING, /mapping/last_name",
        "'{\"userId\": \"u\", \"traits\": {\"name\": \"\"}}', REQUIRED_FIELD_MISSING, /mapping/last_name",
        "'{\"traits\": {\"name\": \"n\"}}', RECORD_MATCHERS_MISSING, /mapping/bulkUpsertExternalId/externalIdValue",
        "'{\"userId\": \"u\", \"traits\": {\"name\": {}}}', INVALID_VALUE, /mapping/last_name",
        "'{\"userId\": \"u\", \"traits\": {\"name\": \"n\", \"more\": {\"a,b\": 1}}}', INVALID_ROW, '/mapping/a,b'",
        "'{\"userId\": \"u\", \"traits\": {\"name\": \"n\", \"more\": {\"A__c\": {\"x\": 1}}}}', INVALID_ROW, /mapping/A__c",
    })
    void refusesARowByItself(String event, Code code, String at) {
        Mapping mapping = mapping(
                """
                syncMode: upsert
                mapping:
                  enable_batching: true
                  last_name: { "@path": $.traits.name }
                  bulkUpsertExternalId: { externalIdName: Key__c, externalIdValue: { "@path": $.userId } }
                  customFields: { "@path": $.traits.more }
                """);

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> mapping.row(json(event), "m-1"));

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.faults()).extracting(Fault::at).contains(at);
        assertThatThrownBy(() -> mapping.write(json(event))).hasMessage(refused.getMessage());
    }

    @Test
    void refusesAnUpdateWithoutARecord() {
        Mapping mapping = mapping(
                "syncMode: update\nmapping: { enable_batching: true, bulkUpdateRecordId: { \"@path\": $.id } }\n");

        assertThatThrownBy(() -> mapping.row(json("{}"), "m-1"))
                .hasMessage("at /mapping/bulkUpdateRecordId: expected a record id, or record matchers, was nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "upsert; traits: { Email: e }; /mapping/bulkUpsertExternalId",
                "upsert; bulkUpsertExternalId: { externalIdName: K__c }; /mapping/bulkUpsertExternalId/externalIdValue",
                "update; traits: {}; /mapping/bulkUpdateRecordId",
                "delete; last_name: L; /mapping/bulkUpdateRecordId",
                "add; customFields: { 'a,b': 1, '': 2 }; /mapping/customFields /mapping/customFields",
                "upsert; bulkUpsertExternalId: { externalIdName: 'a\"b', externalIdValue: v };"
                        + " /mapping/bulkUpsertExternalId/externalIdName",
            })
    void refusesAMappingThatCannotMakeRows(String syncMode, String member, String at) {
        String text = "syncMode: %s\nmapping:\n  enable_batching: true\n  last_name: L\n  %s\n"
                .formatted(syncMode, member)
                .replace("last_name: L\n  last_name: L", "last_name: L");

        assertThat(faults(text)).extracting(Fault::at).containsExactly(at.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "duplicateRule: allowSave, /options/duplicateRule",
        "'fillOnlyEmpty: [Title]', /options/fillOnlyEmpty",
        "followConvertedLead: true, /options/followConvertedLead",
        "assignmentRule: default, /options/assignmentRule",
        "bulk: sometimes, /options/bulk",
        "bulk: auto, ''",
        "assignmentRule: off, ''",
        "assignmentRule: 01Q000000000001, ''",
    })
    void refusesOptionsThatNoIngestJobHas(String option, String at) {
        String text =
                """
                syncMode: add
                mapping: { enable_batching: true, last_name: L }
                options: { %s }
                """
                        .formatted(option.replace("off", "'off'"));

        assertThat(faults(text)).extracting(Fault::at).isEqualTo(at.isEmpty() ? List.of() : List.of(at));
    }

    @ParameterizedTest
    @CsvSource({
        "upsert, '', true",
        "upsert, KEY__C, true",
        "upsert, Email, false",
        "update, Id, true",
        "update, Email, false",
        "delete, Id, true",
        "add, Email, false",
    })
    void switchesOverOnlyWhereTheRecordIsFoundInTheSameWay(String syncMode, String matcher, boolean allowed) {
        String text =
                """
                syncMode: %s
                mapping:
                  enable_batching: true
                  last_name: L
                  bulkUpsertExternalId: { externalIdName: Key__c, externalIdValue: v }
                  bulkUpdateRecordId: r
                  traits: { %s }
                options: { bulk: auto }
                """
                        .formatted(syncMode, matcher.isEmpty() ? "" : matcher + ": v");

        assertThat(faults(text).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void refusesToSwitchOverWithoutBatching() {
        assertThat(faults("syncMode: add\nmapping: { last_name: L }\noptions: { bulk: auto }\n"))
                .extracting(Fault::at)
                .containsExactly("/options/bulk");
    }

    @Test
    void isTheSameMappingFromItsDefinitionText() {
        int compared = 0;
        for (GoldenCase golden : GoldenCase.of("destination")) {
            if (golden.line().has("action") && golden.line().has("mapping")) {
                compared += isTheSameFromItsText(golden) ? 1 : 0;
            }
        }

        assertThat(compared).isGreaterThan(500);
    }

    /** False for a definition that is refused anyway. */
    private static boolean isTheSameFromItsText(GoldenCase golden) {
        Mapping mapping;
        try {
            mapping = PARSER.parse(golden.definition(), "golden");
        } catch (DefinitionException e) {
            return false;
        }
        Mapping again = PARSER.parse(mapping.definitionText(), "anything.json");

        assertThat(again.version()).as(golden.id()).isEqualTo(mapping.version());
        assertThat(again.name()).isEqualTo("golden");
        assertThat(again.definitionText()).isEqualTo(mapping.definitionText());
        assertThat(again.operation()).isEqualTo(mapping.operation());
        return true;
    }

    private static List<Fault> faults(String text) {
        try {
            mapping(text);
            return List.of();
        } catch (BrokenMappingsException e) {
            return e.problems().stream().map(MappingProblem::fault).toList();
        }
    }

    private static Mapping mapping(String text) {
        return PARSER.parse("action: lead\n" + text, "leads.yaml");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
