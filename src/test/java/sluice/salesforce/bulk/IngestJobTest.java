package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.salesforce.bulk.CsvJob.json;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.salesforce.bulk.IngestJob.State;

class IngestJobTest {
    @Test
    void asksForAJobOfALane() {
        Lane upsert = new Lane("leads", "Lead", JobOperation.UPSERT, Optional.of("Key__c"));
        Lane update = new Lane("leads", "Lead", JobOperation.UPDATE, Optional.of("Id"));

        assertThat(IngestJob.creation(upsert, Optional.of("01Q1")))
                .isEqualTo(
                        json(
                                """
                                {"object": "Lead", "operation": "upsert", "externalIdFieldName": "Key__c",
                                 "contentType": "CSV", "lineEnding": "LF", "columnDelimiter": "COMMA",
                                 "assignmentRuleId": "01Q1"}"""));
        assertThat(IngestJob.creation(update, Optional.empty()))
                .isEqualTo(
                        json(
                                """
                                {"object": "Lead", "operation": "update", "contentType": "CSV", "lineEnding": "LF",
                                 "columnDelimiter": "COMMA"}"""));
        assertThat(IngestJob.change(State.ABORTED)).hasToString("{\"state\":\"Aborted\"}");
    }

    @Test
    void readsWhatIsToldOfAJob() {
        IngestJob job = IngestJob.of(
                json(
                        """
                        {"id": "750A", "operation": "upsert", "object": "Lead", "createdById": "005A",
                         "createdDate": "2026-03-01T10:00:00.000+0000", "systemModstamp": "2026-03-01T10:00:00.000+0000",
                         "state": "Failed", "errorMessage": "InvalidBatch : Field name not found : Foo__c",
                         "retries": 1, "numberRecordsProcessed": 5000, "numberRecordsFailed": 3, "apiVersion": 62.0}"""));

        assertThat(job)
                .isEqualTo(new IngestJob(
                        "750A",
                        Optional.of(State.FAILED),
                        "Lead",
                        "upsert",
                        "005A",
                        Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
                        "InvalidBatch : Field name not found : Foo__c",
                        5000,
                        3,
                        1));
        assertThat(job.isOver()).isTrue();
        assertThat(job.isInvalidBatch()).isTrue();
        assertThat(job.unknownField()).contains("Foo__c");
    }

    @Test
    void readsAnAnswerThatSaysLittle() {
        IngestJob job = IngestJob.of(json("{\"id\": \"750A\", \"state\": \"Pondering\", \"createdDate\": \"soon\"}"));

        assertThat(job.state()).isEmpty();
        assertThat(job.isOver()).isFalse();
        assertThat(job.created()).isEmpty();
        assertThat(job.isInvalidBatch()).isFalse();
        assertThat(job.unknownField()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Open, false",
        "UploadComplete, false",
        "InProgress, false",
        "JobComplete, true",
        "Failed, true",
        "Aborted, true",
    })
    void knowsWhenAJobIsOver(String state, boolean isOver) {
        assertThat(IngestJob.of(json("{\"state\": \"" + state + "\"}")).isOver())
                .isEqualTo(isOver);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01T10:00:00.000Z", "2026-03-01T12:00:00.000+02:00", "2026-03-01T10:00:00+0000"})
    void readsEveryFormOfTime(String text) {
        assertThat(IngestJob.of(json("{\"createdDate\": \"" + text + "\"}")).created())
                .contains(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName -- |"
                        + " REQUIRED_FIELD_MISSING | Required fields are missing: [LastName] | LastName",
                "UNABLE_TO_LOCK_ROW:unable to obtain:-- | UNABLE_TO_LOCK_ROW | unable to obtain | ''",
                "INVALID_FIELD:a:b:A__c,B__c -- | INVALID_FIELD | a:b | A__c B__c",
                "ENTITY_IS_DELETED:entity is deleted | ENTITY_IS_DELETED | entity is deleted | ''",
                "something else | NOT_WRITTEN | something else | ''",
            })
    void readsTheErrorOfARow(String error, String code, String message, String fields) {
        var failure = RowError.failure(error);

        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(String.join(" ", failure.fields())).isEqualTo(fields);
    }
}
