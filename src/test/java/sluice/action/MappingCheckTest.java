package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingCheckTest {
    private static final MappingFileParser PARSER = new MappingFileParser(ActionCatalog.load());

    @Test
    void warnsOfCreatesThatShareAnIdempotencyField() {
        Mapping one = subscriptions("one", "type = \"track\"", "idempotencyField: Event_Id__c");
        Mapping two = subscriptions("two", "type = \"track\" and event = \"Started\"", "idempotencyField: event_id__c");

        assertThat(MappingCheck.warnings(List.of(one, two)))
                .extracting(MappingWarning::toString)
                .containsExactly(
                        "mappings one and two: an event that both match makes one Subscription__c instead of two,"
                                + " since both put its messageId into Event_Id__c");
    }

    @ParameterizedTest
    @CsvSource({"type = \"page\", Event_Id__c", "type = \"track\", Other_Id__c"})
    void saysNothingOfCreatesThatCannotMeet(String trigger, String field) {
        Mapping one = subscriptions("one", "type = \"track\"", "idempotencyField: Event_Id__c");
        Mapping two = subscriptions("two", trigger, "idempotencyField: " + field);

        assertThat(MappingCheck.warnings(List.of(one, two))).isEmpty();
    }

    @Test
    void warnsOfRecordsThatAreFoundByDifferentFields() {
        Mapping byEmail = leads("by-email", true, "{ Email: { \"@path\": $.traits.email } }", "OR");
        Mapping byId = leads("by-id", true, "{ External_Id__c: { \"@path\": $.userId } }", "OR");

        assertThat(MappingCheck.warnings(List.of(byEmail, byId)))
                .extracting(MappingWarning::toString)
                .containsExactly(
                        "mappings by-email and by-id: their writes of one Lead may change places, since they find"
                                + " it by email and by external_id__c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ email: a }                  | OR  | true  | 0",
                "{ Email: a, Phone: b }        | OR  | true  | 0",
                "{ Email: a, Phone: b }        | AND | true  | 1",
                "{ Phone: b }                  | OR  | true  | 1",
                "{ Phone: b }                  | OR  | false | 0",
                "{ \"@path\": $.traits.matchers } | OR  | true  | 0"
            })
    void comparesWhatOrdersTheirWrites(String matchers, String operator, boolean enabled, int warnings) {
        Mapping one = leads("one", true, "{ Email: a }", "OR");

        assertThat(MappingCheck.warnings(List.of(one, leads("two", enabled, matchers, operator))))
                .hasSize(warnings);
    }

    @Test
    void saysNothingOfDifferentObjects() {
        Mapping lead = leads("one", true, "{ Email: a }", "OR");
        Mapping subscription = subscriptions("two", "type = \"track\"", "idempotencyField: Event_Id__c");

        assertThat(MappingCheck.warnings(List.of(lead, subscription))).isEmpty();
    }

    private static Mapping leads(String name, boolean enabled, String matchers, String operator) {
        return PARSER.parse(
                """
                name: %s
                enabled: %s
                action: lead
                trigger: type = "identify"
                syncMode: upsert
                mapping:
                  traits: %s
                  recordMatcherOperator: %s
                  last_name: L
                  company: C
                """
                        .formatted(name, enabled, matchers, operator),
                name + ".yaml");
    }

    private static Mapping subscriptions(String name, String trigger, String options) {
        return PARSER.parse(
                """
                name: %s
                action: customObject
                trigger: %s
                syncMode: add
                mapping:
                  customObjectName: Subscription__c
                  customFields: { Name: N }
                options: { %s }
                """
                        .formatted(name, trigger, options),
                name + ".yaml");
    }
}
