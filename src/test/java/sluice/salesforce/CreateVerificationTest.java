package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateVerificationTest {
    private static final JsonNode LEAD = json(
            """
            {"fields": [
              {"name": "LastName", "type": "string", "filterable": true},
              {"name": "Score__c", "type": "double", "filterable": true},
              {"name": "Good__c", "type": "boolean", "filterable": true},
              {"name": "Day__c", "type": "date", "filterable": true},
              {"name": "Time__c", "type": "datetime", "filterable": true},
              {"name": "Story__c", "type": "textarea", "filterable": false}]}
            """);
    private static final Instant SENT = Instant.parse("2026-05-01T10:02:03.456Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"LastName\": \"O'Neil\"} | LastName = 'O\\'Neil'",
                "{\"LastName\": null, \"Score__c\": 1.50} | LastName = null AND Score__c = 1.5",
                "{\"lastname\": \"\", \"Good__c\": true} | lastname = null AND Good__c = true",
                "{\"Day__c\": \"2026-01-31\", \"Good__c\": \"true\"} | Day__c = 2026-01-31",
                "{\"Time__c\": \"2026-01-31T01:02:03.000Z\", \"Day__c\": \"x = 1\"} | Time__c = 2026-01-31T01:02:03.000Z",
                "{\"LastName\": \"A\", \"Story__c\": \"long\", \"Owner\": {\"a\": 1}, \"Unknown\": 1} | LastName = 'A'"
            })
    void asksForWhatCanBeAskedFor(String fields, String where) {
        assertThat(CreateVerification.query(create(fields), LEAD, "005000000000001AAA", SENT))
                .contains("SELECT Id FROM Lead WHERE CreatedById = '005000000000001AAA'"
                        + " AND CreatedDate >= 2026-05-01T10:00:03Z AND " + where);
    }

    @Test
    void cannotTellRecordsApartByNothing() {
        assertThat(CreateVerification.query(create("{\"Story__c\": \"long\"}"), LEAD, "005", SENT))
                .isEmpty();
    }

    @Test
    void keepsTheQueryBelowTheLimitOfAUri() {
        String fields = "{\"LastName\": \"%s\", \"Score__c\": 1}".formatted("€".repeat(3_000));

        assertThat(CreateVerification.query(create(fields), LEAD, "005", SENT).orElseThrow())
                .endsWith(" AND Score__c = 1");
    }

    @Test
    void takesOneHitForTheRecordAndNoneForProofThatThereIsNone() {
        RecordWrite write = create("{\"LastName\": \"A\"}");

        assertThat(CreateVerification.decide(write, json("{\"totalSize\": 0, \"records\": []}")))
                .isEmpty();
        assertThat(CreateVerification.decide(write, json("{\"totalSize\": 1, \"records\": [{\"Id\": \"00Q1\"}]}")))
                .contains(new Call.Done("00Q1"));
        assertThat(CreateVerification.decide(write, json("{\"totalSize\": 2, \"records\": [{}, {}]}")))
                .containsInstanceOf(Call.Refuse.class);
        assertThat(CreateVerification.decide(write, json("{}"))).containsInstanceOf(Call.Refuse.class);
    }

    private static RecordWrite create(String fields) {
        return new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, (ObjectNode) json(fields));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
