package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.embeddedorg.RunningOrg.Answer;

class BulkTest {
    private static final String JOBS = "/jobs/ingest";
    private static final String UPSERT =
            "{\"object\":\"Subscription__c\",\"operation\":\"upsert\",\"externalIdFieldName\":\"External_Id__c\"}";

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @RegisterExtension
    static final RunningOrg SLOW =
            new RunningOrg(EmbeddedOrgSettings.defaults().withBulkChunkDelay(Duration.ofDays(1)));

    @Test
    void leadsAJobThroughItsLife() {
        Answer created = ORG.post(JOBS, UPSERT);
        String id = created.json().path("id").asText();
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.json().path("state").asText()).isEqualTo("Open");
        assertThat(created.text()).contains("\"apiVersion\":62.0");
        assertThat(created.json().path("contentUrl").asText())
                .isEqualTo("services/data/v62.0/jobs/ingest/" + id + "/batches");
        assertThat(ORG.get(JOBS + "/" + id).json().has("numberRecordsProcessed"))
                .isFalse();

        Answer uploaded = upload(ORG, id, "External_Id__c,Name,Amount__c\nk1,\"a, \"\"b\"\"\",9.5\nk2,,x\n");
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.text()).isEmpty();

        Answer closed = ORG.patch(JOBS + "/" + id, "{\"state\":\"UploadComplete\"}");
        assertThat(closed.json().path("state").asText()).isEqualTo("UploadComplete");
        assertThat(closed.json().has("lineEnding")).isFalse();
        JsonNode done = finished(id);

        assertThat(done.path("state").asText()).isEqualTo("JobComplete");
        assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(2);
        assertThat(done.path("numberRecordsFailed").asInt()).isEqualTo(1);
        String record = ORG.get("/sobjects/Subscription__c/External_Id__c/k1")
                .json()
                .path("Id")
                .asText();
        assertThat(ORG.get(JOBS + "/" + id + "/successfulResults").text())
                .isEqualTo("\"sf__Id\",\"sf__Created\",External_Id__c,Name,Amount__c\n\"" + record
                        + "\",\"true\",\"k1\",\"a, \"\"b\"\"\",\"9.5\"\n");
        assertThat(ORG.get(JOBS + "/" + id + "/failedResults").text())
                .isEqualTo("\"sf__Id\",\"sf__Error\",External_Id__c,Name,Amount__c\n\"\",\"INVALID_FIELD:Failed to"
                        + " deserialize field at col 2. Due to, 'x' is not a valid value for the type"
                        + " xsd:double:Amount__c --\",\"k2\",\"\",\"x\"\n");
        assertThat(ORG.get(JOBS + "/" + id + "/unprocessedrecords").text())
                .isEqualTo("External_Id__c,Name,Amount__c\n");
        assertThat(ORG.delete(JOBS + "/" + id).status()).isEqualTo(204);
        assertThat(ORG.get(JOBS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void leavesFieldsOfEmptyCellsAndEmptiesThoseOfNA() {
        ORG.create("Subscription__c", "{\"External_Id__c\":\"k1\",\"Plan__c\":\"Pro\",\"Notes__c\":\"n\"}");

        run(UPSERT, "External_Id__c,Plan__c,Notes__c,Active__c\nk1,,#N/A,yes\n");

        JsonNode record = ORG.get("/sobjects/Subscription__c/External_Id__c/k1").json();
        assertThat(record.path("Plan__c").asText()).isEqualTo("Pro");
        assertThat(record.path("Notes__c").isNull()).isTrue();
        assertThat(record.path("Active__c").booleanValue()).isTrue();
    }

    @Test
    void failsAllRowsOfAKeyWithinAChunkButNotAcrossChunks() {
        StringBuilder csv = new StringBuilder("External_Id__c,Plan__c\ndup,first\nDUP,second\nfar,early\n");
        for (int i = 3; i < 200; i++) {
            csv.append("k").append(i).append(",x\n");
        }
        csv.append("far,late\n");

        String id = run(UPSERT, csv.toString());

        JsonNode job = finished(id);
        assertThat(job.path("numberRecordsProcessed").asInt()).isEqualTo(201);
        assertThat(job.path("numberRecordsFailed").asInt()).isEqualTo(2);
        assertThat(ORG.get(JOBS + "/" + id + "/failedResults").text())
                .contains("DUPLICATE_VALUE:Duplicate external id specified: dup:External_Id__c --");
        assertThat(ORG.get("/sobjects/Subscription__c/External_Id__c/far")
                        .json()
                        .path("Plan__c")
                        .asText())
                .isEqualTo("late");
    }

    @Test
    void linksParentsAndReadsDates() {
        String account = ORG.create("Account", "{\"Name\":\"Acme\",\"External_Id__c\":\"acme\"}");

        String id = run(
                "{\"object\":\"Subscription__c\",\"operation\":\"insert\",\"lineEnding\":\"CRLF\","
                        + "\"columnDelimiter\":\"SEMICOLON\"}",
                "Account__r.External_Id__c;Started_On__c;Renews_At__c\r\n"
                        + "acme;1940-06-07Z;2002-10-10T12:00:00+05:00\r\nnone;;\r\n");

        assertThat(finished(id).path("numberRecordsFailed").asInt()).isEqualTo(1);
        JsonNode record = ORG.query("SELECT Account__c, Started_On__c, Renews_At__c FROM Subscription__c")
                .json()
                .path("records")
                .get(0);
        assertThat(record.path("Account__c").asText()).isEqualTo(account);
        assertThat(record.path("Started_On__c").asText()).isEqualTo("1940-06-07");
        assertThat(record.path("Renews_At__c").asText()).isEqualTo("2002-10-10T07:00:00.000+0000");
    }

    @Test
    void updatesAndDeletesById() {
        String first = ORG.create("Account", "{\"Name\":\"A\"}");
        String second = ORG.create("Account", "{\"Name\":\"B\"}");

        String update = run(
                "{\"object\":\"Account\",\"operation\":\"update\"}",
                "Id,Name\n" + first + ",New\n001gK0000000zzz,Gone\n,None\n");
        run("{\"object\":\"Account\",\"operation\":\"delete\"}", "Id\n" + second + "\n");

        assertThat(ORG.get("/sobjects/Account/" + first).json().path("Name").asText())
                .isEqualTo("New");
        assertThat(ORG.get("/sobjects/Account/" + second).status()).isEqualTo(404);
        assertThat(ORG.get(JOBS + "/" + update + "/failedResults").text())
                .contains("INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--")
                .contains("MISSING_ARGUMENT:Id not specified in an update call:--");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "External_Id__c,Nope\\nk,x\\n | InvalidBatch : Field name not found : Nope",
                "Name\\nx\\n | InvalidBatch : Field name not found : External_Id__c",
                "External_Id__c\\r\\nk\\r\\n | ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF",
                "External_Id__c,Name\\nk,a\"b\\n | InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should be within a quote",
                "External_Id__c,Name\\nk,\"a\" \\n | InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should be within a quote",
            })
    void failsTheJobOverItsCsv(String csv, String message) {
        String id = run(UPSERT, csv.replace("\\n", "\n").replace("\\r", "\r"));

        JsonNode job = finished(id);
        assertThat(job.path("state").asText()).isEqualTo("Failed");
        assertThat(job.path("errorMessage").asText()).isEqualTo(message);
    }

    @Test
    void keepsUnprocessedRowsOfAJobThatFails() {
        ORG.post("/embedded-org/faults", "{\"kind\":\"job\",\"afterRows\":1,\"message\":\"InternalServerError : x\"}");

        String id = run(UPSERT, "External_Id__c,Name\nk1,a\nk2,b\n");

        assertThat(finished(id).path("state").asText()).isEqualTo("Failed");
        assertThat(ORG.get(JOBS + "/" + id + "/unprocessedrecords").text())
                .isEqualTo("External_Id__c,Name\n\"k2\",\"b\"\n");
    }

    @Test
    void givesBackTheColumnsThatBearAFieldsNameToTheLetter() {
        String id = run(UPSERT, "EXTERNAL_ID__C,Name,Account__r.External_Id__c\nk1,a,none\n");

        assertThat(ORG.get(JOBS + "/" + id + "/failedResults").text())
                .startsWith("\"sf__Id\",\"sf__Error\",Name,Account__r.External_Id__c\n");
    }

    @Test
    void keepsEachLineEndWithinQuotes() {
        run(UPSERT, "External_Id__c,Notes__c\nends,\"a\r\n\rb\r\"\nempty,\"\"\n\n");

        assertThat(ORG.get("/sobjects/Subscription__c/External_Id__c/ends")
                        .json()
                        .path("Notes__c")
                        .asText())
                .isEqualTo("a\r\n\rb\r");
        assertThat(ORG.get("/sobjects/Subscription__c/External_Id__c/empty").status())
                .isEqualTo(200);
    }

    @Test
    void abortsAJobThatWaits() {
        String id = SLOW.post(JOBS, UPSERT).json().path("id").asText();
        upload(SLOW, id, "External_Id__c\nk1\n");
        SLOW.patch(JOBS + "/" + id, "{\"state\":\"UploadComplete\"}");

        Answer aborted = SLOW.patch(JOBS + "/" + id, "{\"state\":\"Aborted\"}");

        assertThat(aborted.json().path("state").asText()).isEqualTo("Aborted");
        assertThat(SLOW.patch(JOBS + "/" + id, "{\"state\":\"Aborted\"}").text())
                .isEqualTo("[{\"message\":\"Aborting already Aborted Job not allowed\","
                        + "\"errorCode\":\"INVALIDJOBSTATE\"}]");
    }

    @Test
    void takesOneUploadAJobAndClosesItOnce() {
        String id = ORG.post(JOBS, UPSERT).json().path("id").asText();
        upload(ORG, id, "External_Id__c\nk1\n");

        Answer again = upload(ORG, id, "External_Id__c\nk2\n");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get(0).path("message").asText())
                .startsWith("Found multiple contents for job: <" + id + ">");
        assertThat(ORG.delete(JOBS + "/" + id).status()).isEqualTo(400);
        ORG.patch(JOBS + "/" + id, "{\"state\":\"UploadComplete\"}");
        finished(id);
        assertThat(ORG.patch(JOBS + "/" + id, "{\"state\":\"UploadComplete\"}")
                        .json()
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("Closing already Completed Job not allowed");
    }

    @Test
    void refusesJobsThatCannotBe() {
        assertThat(ORG.post(JOBS, "{\"object\":\"Lead\",\"operation\":\"upsert\"}")
                        .json()
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("InvalidJob : External ID was blank for Lead. An External ID must be specified for upsert.");
        assertThat(ORG.post(JOBS, "{\"object\":\"Nope\",\"operation\":\"insert\"}")
                        .status())
                .isEqualTo(400);
        assertThat(ORG.get(JOBS).json().path("done").booleanValue()).isTrue();
    }

    private static String run(String definition, String csv) {
        Answer created = ORG.post(JOBS, definition);
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String id = created.json().path("id").asText();
        upload(ORG, id, csv);
        ORG.patch(JOBS + "/" + id, "{\"state\":\"UploadComplete\"}");
        finished(id);
        return id;
    }

    private static Answer upload(RunningOrg org, String id, String csv) {
        return org.put(JOBS + "/" + id + "/batches", csv, "Content-Type", "text/csv");
    }

    private static JsonNode finished(String id) {
        return await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> ORG.get(JOBS + "/" + id).json(),
                        job -> job.path("state").asText().matches("JobComplete|Failed"));
    }
}
