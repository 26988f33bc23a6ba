package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.salesforce.PlanTest.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalIdsTest {
    private static final ExternalIds KEYS = new ExternalIds(Map.of("key__c", 10));

    @Test
    void readsUniqueOnesThatHoldText() throws JsonProcessingException {
        ExternalIds ids = ExternalIds.in(
                new ObjectMapper()
                        .readTree(
                                """
                {"fields": [
                  {"name": "Key__c", "type": "string", "length": 10, "externalId": true, "unique": true},
                  {"name": "Serial__c", "type": "string", "length": 10, "externalId": true, "unique": false},
                  {"name": "Number__c", "type": "double", "length": 0, "externalId": true, "unique": true},
                  {"name": "Email", "type": "email", "length": 80, "externalId": false, "idLookup": true}]}"""));

        assertThat(ids).isEqualTo(KEYS);
    }

    @Test
    void writesByOneCall() {
        Plan plan = Plan.of(write(Operation.UPSERT, "{\"Key__c\":\"k\"}", "{\"Key__c\":\"k\",\"City\":\"x\"}"), KEYS);

        assertThat(plan.query()).isEmpty();
        assertThat(plan.call())
                .isEqualTo(new Call.Upsert(
                        "Lead",
                        "Key__c",
                        "k",
                        write(Operation.UPSERT, "{}", "{\"City\":\"x\"}").fields(),
                        false));
        assertThat(plan.isRepeatable()).isTrue();
    }

    @Test
    void updatesOnlyWhereAnUpdateIsAskedFor() {
        Plan plan = Plan.of(write(Operation.UPDATE, "{\"Key__c\":\"k\"}", "{\"City\":\"x\"}"), KEYS);

        assertThat(plan.call()).isInstanceOfSatisfying(Call.Upsert.class, upsert -> assertThat(upsert.updateOnly())
                .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "the value is not written | UPSERT | {\"Key__c\":\"k\"} | {}",
                "another value is written | UPDATE | {\"Key__c\":\"k\"} | {\"Key__c\":\"m\"}",
                "another case of it is written | UPSERT | {\"Key__c\":\"k\"} | {\"Key__c\":\"K\"}",
                "an id is written | UPDATE | {\"Key__c\":\"k\"} | {\"Id\":\"00Q\"}",
                "another matcher | UPSERT | {\"Key__c\":\"k\",\"Email\":\"a\"} | {\"Key__c\":\"k\"}",
                "no external id | UPSERT | {\"Serial__c\":\"k\"} | {\"Serial__c\":\"k\"}",
                "a number | UPSERT | {\"Key__c\":1} | {\"Key__c\":1}",
                "too long | UPSERT | {\"Key__c\":\"12345678901\"} | {\"Key__c\":\"12345678901\"}",
                "a URL that is read otherwise | UPSERT | {\"Key__c\":\"k.inc\"} | {\"Key__c\":\"k.inc\"}",
                "a slash | UPSERT | {\"Key__c\":\"a/b\"} | {\"Key__c\":\"a/b\"}",
                "dots | UPSERT | {\"Key__c\":\"..\"} | {\"Key__c\":\"..\"}",
                "nothing | UPSERT | {\"Key__c\":\"\"} | {\"Key__c\":\"\"}",
                "a delete | DELETE | {\"Key__c\":\"k\"} | {}",
                "an add | ADD | {\"Key__c\":\"k\"} | {\"Key__c\":\"k\"}"
            })
    void leavesToALookupWhatOneCallWouldDoOtherwise(String why, Operation operation, String matchers, String body) {
        assertThat(Plan.of(write(operation, matchers, body), KEYS).query())
                .as(why)
                .isPresent();
    }
}
