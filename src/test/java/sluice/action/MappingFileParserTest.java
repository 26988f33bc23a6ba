package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.DefinitionException;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.UncertainCreate;

class MappingFileParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CASES =
            """
            action: case
            trigger: type = "track"
            syncMode: add
            mapping: { description: Help }
            """;
    private static final String LEADS =
            """
            action: lead
            syncMode: upsert
            useDefaults: true
            mapping:
              recordMatcherOperator: AND
              traits:
                Email: { "@path": $.traits.email }
                Active__c: true
              customFields: { Title: { "@path": $.traits.title } }
            """;

    private final MappingFileParser parser = new MappingFileParser(ActionCatalog.load());

    @Test
    void readsAFileThatLeavesOutWhatHasADefault() {
        Mapping mapping = parser.parse(LEADS, "leads.from-identify.yaml");

        assertThat(mapping.name()).isEqualTo("leads.from-identify");
        assertThat(mapping.enabled()).isTrue();
        assertThat(mapping.action().name()).isEqualTo("lead");
        assertThat(mapping.trigger().text()).isEqualTo("type = \"identify\"");
        assertThat(mapping.operation()).contains(Operation.UPSERT);
        assertThat(mapping.isBatching()).isFalse();
        assertThat(mapping.batchSize()).isEqualTo(5000);
        assertThat(mapping.options()).isEmpty();
    }

    @Test
    void makesTheRecordOfAnEvent() throws Exception {
        Mapping mapping = parser.parse(LEADS, "leads.yaml");
        JsonNode event = JSON.readTree(
                """
                {"type": "identify", "traits": {"email": "a@b.c", "last_name": "Lee", "title": "", "city": "x"}}""");

        var write = mapping.write(event);

        assertThat(mapping.matches(event)).isTrue();
        assertThat(write.sObject()).isEqualTo("Lead");
        assertThat(write.operation()).isEqualTo(Operation.UPSERT);
        assertThat(write.matchers().operator()).isEqualTo(RecordMatchers.Operator.AND);
        assertThat(write.matchers().fields().keySet()).containsExactly("Email", "Active__c");
        assertThat(write.fields()).hasToString("{\"LastName\":\"Lee\",\"Email\":\"a@b.c\",\"Title\":\"\"}");
    }

    @Test
    void takesASubscriptionOfSegmentsPublicApiAsItStands() {
        String subscription =
                """
                {"data": {"subscription": {
                  "id": "fgsdg34", "name": "Upsert cases", "actionId": "9xsdf", "actionSlug": "cases2",
                  "destinationId": "fP7qoQw2HTWt9WdMr718gn", "enabled": false,
                  "trigger": "type = \\"track\\" and event = \\"Support Requested\\"",
                  "settings": {
                    "__segment_internal_sync_mode": "upsert", "__segment_internal_matching_key": "x",
                    "enable_batching": true, "batch_size": 100, "recordMatcherOperator": "OR",
                    "bulkUpsertExternalId": {
                      "externalIdName": "External_Id__c", "externalIdValue": {"@path": "$.messageId"}},
                    "description": {"@path": "$.properties.body"}}}}}""";

        Mapping mapping = parser.parse(subscription, "case.json");

        assertThat(mapping.name()).isEqualTo("Upsert cases");
        assertThat(mapping.enabled()).isFalse();
        assertThat(mapping.operation()).contains(Operation.UPSERT);
        assertThat(mapping.isBatching()).isTrue();
        assertThat(mapping.batchSize()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100001", "4294967297", "1e300"})
    void refusesABatchSizeThatNoJobHas(String size) {
        assertThatThrownBy(
                        () -> parser.parse(LEADS.replace("mapping:", "mapping:\n  batch_size: " + size), "leads.yaml"))
                .hasMessageContaining("/mapping/batch_size: expected 1 to 100000");
    }

    @Test
    void lookFirstWhereAddHasRecordMatchers() throws Exception {
        Mapping mapping = parser.parse(LEADS.replace("upsert", "add"), "leads.yaml");

        var write = mapping.write(JSON.readTree("{\"traits\": {\"email\": \"a\", \"last_name\": \"L\"}}"));

        assertThat(write.operation()).isEqualTo(Operation.ADD);
        assertThat(write.matchers().fields()).containsOnlyKeys("Email", "Active__c");
    }

    @Test
    void takesTheOperationFromTheEventWhereTheMappingSaysSo() throws Exception {
        Mapping mapping = parser.parse(
                """
                action: cases
                trigger: type = "track"
                mapping:
                  operation: { "@path": $.properties.do }
                  traits: { Id: { "@path": $.properties.id } }
                """,
                "cases.yaml");

        assertThat(mapping.operation()).isEmpty();
        assertThat(mapping.write(event("create")).matchers()).isEqualTo(RecordMatchers.NONE);
        assertThat(mapping.write(event("delete")).operation()).isEqualTo(Operation.DELETE);
        var refused = catchThrowableOfType(RefusedException.class, () -> mapping.write(event("drop")));
        assertThat(refused.code()).isEqualTo(RefusedException.Code.INVALID_VALUE);
        assertThat(refused)
                .hasMessage("at /mapping/operation: expected create or update or upsert or delete, was text");
        assertThat(refused.fields()).containsExactly("operation");
        assertThat(refused.status()).isEqualTo(400);
    }

    private static JsonNode event(String operation) throws IOException {
        return JSON.readTree("{\"properties\": {\"do\": \"%s\", \"id\": \"500\"}}".formatted(operation));
    }

    @Test
    void givesNewRecordsTheMessageIdAsTheirExternalId() throws RefusedException {
        Mapping mapping = parser.parse(
                """
                action: case
                trigger: type = "track"
                syncMode: add
                mapping: { description: Help }
                options: { idempotencyField: Event_Id__c, uncertainCreate: verify }
                """,
                "cases.yaml");

        assertThat(mapping.write(JsonNodeFactory.instance.objectNode(), "m-1").createdAs())
                .contains(new RecordWrite.ExternalId("Event_Id__c", "m-1"));
        assertThat(mapping.uncertainCreate()).isEqualTo(UncertainCreate.VERIFY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    duplicateRule: allowSave              | {Sforce-Duplicate-Rule-Header=allowSave=true}
                    assignmentRule: off                   | {Sforce-Auto-Assign=FALSE}
                    assignmentRule: default               | {Sforce-Auto-Assign=TRUE}
                    assignmentRule: 01Q000000000001       | {Sforce-Auto-Assign=01Q000000000001}
                    sameRecord: inOrder                   | {}
                    """)
    void asksSalesforceForOtherRules(String option, String headers) throws RefusedException {
        Mapping mapping = parser.parse(CASES + "options: { %s }".formatted(option), "cases.yaml");

        assertThat(mapping.write(JSON.createObjectNode()).options().headers()).hasToString(headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    case    | idempotencyField: Id       | expected the API name of a custom field that is a unique external id, such as Event_Id__c, was text
                    case    | uncertainCreate: perhaps   | expected verify, retry or deadLetter, was text
                    case    | duplicateRule: true        | expected allowSave, was boolean
                    case    | assignmentRule: 500000000000001 | expected off, default or the id of an assignment rule (01Q…), was number
                    case    | assignmentRule: 01Q1       | expected off, default or the id of an assignment rule (01Q…), was text
                    case    | fillOnlyEmpty: Title       | expected a list of the API names of fields, each once, was text
                    case    | fillOnlyEmpty: []          | expected a list of the API names of fields, each once, was list of 0
                    case    | fillOnlyEmpty: [Id]        | expected a list of the API names of fields, each once, was list of 1
                    case    | fillOnlyEmpty: [A, a]      | expected a list of the API names of fields, each once, was list of 2
                    case    | fillOnlyEmpty: [1]         | expected a list of the API names of fields, each once, was list of 1
                    case    | followConvertedLead: true  | expected nothing (it is for lead), was an option
                    lead    | followConvertedLead: yes   | expected true or false, was text
                    contact | assignmentRule: off        | expected nothing (it is for account, case, customObject, lead), was an option
                    """)
    void refusesOptionsThatMakeNoSense(String action, String option, String message) {
        String file = CASES.replace("case", action) + "options:\n  " + option;

        var broken = catchThrowableOfType(BrokenMappingsException.class, () -> parser.parse(file, "a.yaml"));

        assertThat(broken.problems())
                .extracting(MappingProblem::toString)
                .anyMatch(
                        problem -> problem.startsWith("a.yaml:6 at /options/" + option.split(":")[0] + ": " + message));
    }

    @Test
    void reportsEveryFaultOfAFileWithItsLine() {
        String file =
                """
                name: 5
                action: contact
                triger: type = "identify"
                mapping:
                  last_nam: { "@path": $.traits.last_name }
                  traits:
                    Email:
                      "@path": 7
                  enable_batching: maybe
                  traits: {}
                options:
                  bulk: auto
                  sameRecords: merge
                """;

        var broken = catchThrowableOfType(BrokenMappingsException.class, () -> parser.parse(file, "leads.yaml"));

        assertThat(broken.problems())
                .extracting(MappingProblem::toString)
                .allMatch(text -> text.startsWith("leads.yaml:"));
        assertThat(broken.problems())
                .extracting(problem -> problem.line() + " " + problem.fault().at())
                .contains(
                        "1 /name",
                        "3 /triger",
                        "5 /mapping/last_nam",
                        "10 /mapping/traits",
                        "9 /mapping/enable_batching",
                        "12 /options/bulk",
                        "13 /options/sameRecords",
                        "1 /trigger",
                        "1 /syncMode");
        assertThat(broken).hasMessageContaining("leads.yaml:5 at /mapping/last_nam: expected one of operation, ");
        assertThat(broken).hasMessageContaining("was last_nam (did you mean last_name?)");
        assertThat(broken).hasMessageContaining("was triger (did you mean trigger?)");
        assertThat(broken).hasMessageContaining("expected nothing without enable_batching, was an option");
    }

    @Test
    void pointsIntoDirectivesAndTriggers() {
        String file =
                """
                action: lead
                syncMode: update
                trigger: |
                  type = "identify"
                  and email != null
                mapping:
                  traits:
                    Email:
                      "@path": 7
                """;

        var broken = catchThrowableOfType(BrokenMappingsException.class, () -> parser.parse(file, "leads.yaml"));

        assertThat(broken.problems())
                .extracting(problem -> problem.line() + " " + problem.fault().at())
                .containsExactly("3 /trigger:2:5", "9 /mapping/traits/Email/@path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                        | 1 | at the top: expected an object with action, trigger and mapping, was nothing
                    'a: 1\n---\nb: 2'                         | 1 | at the top: expected one document, was several
                    'action: &a lead\nname: *a'               | 2 | at /name: expected a value, was an alias (they are not supported)
                    'action: lead\nmapping: [1, 2'            | 2 | at the top: expected well-formed text, was expected ',' or ']', but got <stream end>
                    'action: lead\nmapping:\n  email: {@path: $.x}' | 3 | at the top: expected well-formed text, was a word that starts with @ and is not in quotes
                    'action: leed\nsyncMode: add'             | 1 | was leed (did you mean lead?)
                    'action: lead2\nmapping: {operation: create}' | 2 | at /mapping/operation: expected one of recordMatcherOperator
                    'action: lead\nmapping: {operation: Create, last_name: L}' | 2 | at /mapping/operation: expected create or update or upsert or delete, was text
                    'action: lead\nmapping: {operation: null}' | 2 | at /mapping/operation: expected a value or a directive, was null
                    'data:\n  subscription:\n    actionSlug: cases2\n    trigger: x\n    settings: {__segment_internal_sync_mode: add}' | 4 | at /data/subscription/trigger:1:1: expected type, event
                    'action: lead\nsyncMode: create'          | 2 | at /syncMode: expected add, update, upsert or delete, or an operation in the mapping, was "create"
                    'action: lead\nsyncMode: add'             | 1 | at /mapping/last_name: expected a value or a directive, was nothing
                    'action: lead\nsyncMode: delete'          | 1 | at /mapping/traits: expected a value or a directive, was nothing
                    'action: case\nsyncMode: add'             | 1 | at /trigger: expected which events, such as type = "track", was nothing
                    'action: customObject\nsyncMode: add\ntrigger: type = "a"\nmapping: {customObjectName: A B, customFields: {}}' | 4 | at /mapping/customObjectName: expected string like [A-Za-z]\\w*, was text
                    """)
    void refusesAFile(String text, int line, String message) {
        var broken = catchThrowableOfType(
                BrokenMappingsException.class, () -> parser.parse(text.replace("\\n", "\n"), "a.yaml"));

        assertThat(broken.problems()).anySatisfy(problem -> {
            assertThat(problem.toString()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void takesUnquotedWordsAsJsonWould() throws Exception {
        Mapping mapping = parser.parse(
                """
                action: customObject
                trigger: type = "track"
                syncMode: add
                mapping:
                  customObjectName: A
                  customFields: { a: NO, b: on, c: 01234, d: 1_000, e: .inf, f: True, g: -1.5e3, h: ~, i: "5", j: 0x1F }
                """,
                "a.yaml");

        assertThat(mapping.write(JSON.createObjectNode()).fields())
                .hasToString(
                        """
                {"a":"NO","b":"on","c":"01234","d":"1_000","e":".inf","f":true,"g":-1500.0,"h":null,"i":"5","j":"0x1F"}""");
    }

    @Test
    void versionFollowsTheMeaningAndNotTheForm() throws Exception {
        JsonNode definition = new YAMLMapper().readTree(LEADS);
        String version = parser.parse(LEADS, "leads.yaml").version();

        assertThat(parser.parse(definition, "other").version())
                .isEqualTo(version)
                .hasSize(16);
        assertThat(parser.parse(LEADS.replace("AND", "OR"), "leads.yaml").version())
                .isNotEqualTo(version);
    }

    @Test
    void refusesAnInlineMappingWithPointers() {
        var refused = catchThrowableOfType(
                DefinitionException.class,
                () -> parser.parse(JSON.createObjectNode().put("action", "lead"), "inline"));

        assertThat(refused.faults()).extracting("at").containsExactly("/syncMode");
    }
}
