package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.TemporaryFolders;

/** Events of batching mappings, from HTTP to ingest jobs of the embedded org and the outcome of each row. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class BulkIT extends BulkLife {
    private static final String BY_ID =
            """
            syncMode: %s
            mapping:
              enable_batching: true
              bulkUpdateRecordId: { "@path": $.properties.id }
              customFields: { Title: { "@path": $.properties.title }, OwnerId: { "@path": $.properties.owner } }
            """;
    private static final String BY_MATCHER =
            """
            syncMode: %s
            mapping:
              last_name: { "@path": $.properties.name }
              company: Bulk
              enable_batching: true
              traits: { External_Id__c: { "@path": $.properties.key } }
              customFields:
                Title: { "@path": $.properties.title }
                External_Id__c: { "@path": $.properties.key }
            """;

    /** At every step of a job's life. */
    static Stream<String> faults() {
        return Stream.of(
                "{'kind':'reset','at':'after','method':'POST','path':'jobs/ingest$'}",
                "{'kind':'status','status':503,'method':'POST','path':'jobs/ingest$'}",
                "{'kind':'reset','method':'PUT','path':'batches$'}",
                "{'kind':'reset','at':'after','method':'PUT','path':'batches$'}",
                "{'kind':'status','status':400,'method':'PUT','path':'batches$','body':[{'errorCode':'API_ERROR','message':'no'}]}",
                "{'kind':'reset','method':'PATCH','path':'jobs/ingest'}",
                "{'kind':'reset','at':'after','method':'PATCH','path':'jobs/ingest'}",
                "{'kind':'status','status':500,'method':'GET','path':'jobs/ingest/[^/]*$'}",
                "{'kind':'reset','method':'GET','path':'successfulResults'}",
                "{'kind':'status','status':503,'method':'GET','path':'failedResults'}",
                "{'kind':'expireSessions','method':'PUT','path':'batches$'}",
                "{'kind':'status','status':200,'method':'GET','path':'jobs/ingest/[^/]*$','body':{'state':'Aborted'}}",
                "{'kind':'job','afterRows':3}",
                "{'kind':'row','object':'Lead','skip':4}");
    }

    @Test
    void writesLittleByRecordCallsWhereTheMappingSwitchesOver() throws IOException {
        deploy(UPSERT.formatted(10) + "options: { bulk: auto }\n");

        send(20, this::person);

        awaitSent(20);
        assertThat(leads()).hasSize(20);
        assertThat(jobs().<List<Integer>>path("items.rows")).isEmpty();
    }

    @Test
    void inserts() throws IOException {
        deploy(UPSERT.formatted(50).replace("syncMode: upsert", "syncMode: add"));

        send(20, this::person);

        awaitSent(20);
        assertThat(leads()).hasSize(20);
        assertThat(jobs().<List<String>>path("items.lane")).containsOnly(mapping + "|Lead|insert|");
    }

    /** Result files have only the columns that bear a field's name to the letter. */
    @ParameterizedTest
    @ValueSource(strings = {"add", "upsert"})
    void findsTheOutcomesOfRowsWhoseFieldsAreSpeltInAnyCase(String syncMode) throws IOException {
        deploy(UPSERT.formatted(3)
                .replace("syncMode: upsert", "syncMode: " + syncMode)
                .replace("Title", "TITLE")
                .replace("External_Id__c", "external_id__c"));

        send(3, i -> i == 1 ? person(i).replace("@", " at ") : person(i));

        awaitDelivered(2);
        assertThat(leads()).hasSize(2);
        await().atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS")));
    }

    @Test
    void tellsEachInsertedRowWhichFieldSalesforceDoesNotKnow() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add").replace("Title", "Titel"));

        send(3, this::person);

        for (int i = 0; i < 3; i++) {
            int row = i;
            await().atMost(SOON).untilAsserted(() -> delivery(row)
                    .body("items[0].state", equalTo("dead"))
                    .body("items[0].errorCode", equalTo("INVALID_BATCH"))
                    .body("items[0].fields[0]", equalTo("Titel")));
        }
    }

    @Test
    void writesByRecordCallsWhatIsRefusedForTheKeyOfAnotherRow() throws IOException {
        deploy(UPSERT.formatted(3));
        records()
                .fault(
                        """
                {"kind": "row", "object": "Lead", "errorCode": "DUPLICATE_VALUE", "fields": ["External_Id__c"],
                 "message": "Duplicate external id specified: k", "count": 2}""");

        send(3, this::person);

        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
    }

    @Test
    void asksForTheAssignmentRuleOfTheMapping() throws IOException {
        deploy(UPSERT.formatted(1) + "options: { assignmentRule: 01Q000000000001AAA }\n");

        send(1, this::person);

        awaitSent(1);
        org().get(JOBS + "/" + jobs().path("items[0].jobId"))
                .then()
                .statusCode(200)
                .body("assignmentRuleId", equalTo("01Q000000000001AAA"));
    }

    @Test
    void givesEachRowItsOwnOutcome() throws IOException {
        deploy(UPSERT.formatted(20));
        records().fault("{\"kind\":\"row\",\"object\":\"Lead\",\"skip\":2}");

        send(
                20,
                i -> i == 7
                        ? person(i).replace("@", " at ")
                        : i == 9 ? person(i).replace("key", "no") : person(i));

        awaitSent(18);
        assertThat(leads()).hasSize(18);
        delivery(7)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS"));
        delivery(9).body("items[0].state", equalTo("dead")).body("items[0].httpStatus", equalTo(400));
        delivery(2).body("items[0].state", equalTo("delivered"));
        assertThat(jobs().<List<Integer>>path("items.retried")).contains(1);
    }

    @Test
    void findsTheOneThatIsToBlameForARowOfSeveral() throws IOException {
        deploy(UPSERT.formatted(20));

        send(3, i -> i == 1 ? person(0).replace("@", " at ") : person(i));

        awaitSent(2);
        assertThat(leads()).hasSize(2);
        delivery(0).body("items[0].state", equalTo("delivered"));
        awaitSent(() -> delivery(1)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS")));
        delivery(2).body("items[0].state", equalTo("delivered"));
    }

    @Test
    void saysOfRefusedRowsTooThatTheyAreEqual() throws IOException {
        deploy(UPSERT.formatted(2).replace("syncMode: upsert", "syncMode: add"));

        send(2, i -> person(0).replace("@", " at "));

        for (int i = 0; i < 2; i++) {
            int row = i;
            awaitSent(() -> delivery(row)
                    .body("items[0].state", equalTo("dead"))
                    .body("items[0].message", containsString("one of 2 equal rows")));
        }
    }

    @Test
    void keepsTheOrderOfRowsByIdAndByMatcher() throws IOException {
        deploy(UPSERT.formatted(1));
        send(1, this::person);
        awaitSent(1);
        String id = leads().get(0).path("Id").asText();

        deployAlso(
                "changes",
                """
                syncMode: update
                mapping:
                  enable_batching: true
                  batch_size: 2
                  bulkUpdateRecordId: { "@path": $.properties.id }
                  traits: { External_Id__c: { "@path": $.properties.key } }
                  customFields: { Title: { "@path": $.properties.title } }
                """);
        send(2, i -> person(0)
                .replace("\"T\"", i == 0 ? "\"By matcher\"" : "\"By id\",\"id\":\"" + id + "\"")
                .replace(unique + "\",\"userId", unique + "-changes\",\"userId"));

        for (int i = 0; i < 2; i++) {
            int row = i;
            awaitSent(() -> delivery(row).body("items[0].state", equalTo("delivered")));
        }
        assertThat(leads())
                .hasSize(1)
                .allSatisfy(lead -> assertThat(lead.path("Title").asText()).isEqualTo("By id"));
    }

    @Test
    void tellsMetricsOfRowsAndJobs() throws IOException {
        deploy(UPSERT.formatted(3));

        send(3, this::person);

        awaitSent(3);
        await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("bulk_rows_total{mapping=\"%s\",outcome=\"delivered\"} 3.0".formatted(mapping)))
                .body(containsString("bulk_jobs_seconds_count{mapping=\"%s\",outcome=\"done\"} 1".formatted(mapping)))
                .body(containsString("bulk_jobs_open{state=\"collecting\"}"))
                .body(containsString("bulk_jobs_open_age_seconds ")));
    }

    @Test
    void updatesAndDeletesByRecordIdAndTellsWhatIsGoneFromABadReference() throws IOException {
        deploy(UPSERT.formatted(10));
        send(10, this::person);
        awaitSent(10);
        Map<String, String> ids = leads().stream()
                .collect(Collectors.toMap(lead -> lead.path("External_Id__c").asText(), lead -> lead.path("Id")
                        .asText()));
        IntFunction<String> known = i -> person(i)
                .replace(
                        "\"key\"",
                        "\"id\":\"%s\",%s\"key\""
                                .formatted(
                                        i == 4 ? "00Q000000999999EAA" : ids.get(unique + "-" + i),
                                        i == 5 ? "\"owner\":\"005000000999999AAA\"," : ""));

        deployAlso("changes", BY_ID.formatted("update"));
        send(10, i -> known.apply(i)
                .replace("\"T\"", "\"Changed\"")
                .replace(unique + "\",\"userId", unique + "-changes\",\"userId"));
        awaitSent(() -> assertThat(leads().stream()
                        .filter(lead -> lead.path("Title").asText().equals("Changed")))
                .hasSize(8));
        awaitSent(
                () -> delivery(4).body("items[0].state", equalTo("skipped")).body("items[0].httpStatus", equalTo(404)));
        awaitSent(() -> delivery(5)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_CROSS_REFERENCE_KEY"))
                .body("items[0].httpStatus", equalTo(400)));

        deployAlso("ends", BY_ID.formatted("delete"));
        send(10, i -> known.apply(i).replace(unique + "\",\"userId", unique + "-ends\",\"userId"));
        awaitSent(() -> assertThat(leads()).hasSize(1));
        awaitSent(() ->
                delivery(3).body("items[0].state", equalTo("delivered")).body("items[0].operation", equalTo("delete")));
    }

    @Test
    void looksUpWhatIsNotGivenById() throws IOException {
        deploy(UPSERT.formatted(10));
        send(5, this::person);
        awaitSent(5);

        deployAlso("found", BY_MATCHER.formatted("update"));
        send(10, i -> person(i)
                .replace("\"T\"", "\"Found\"")
                .replace(unique + "\",\"userId", unique + "-found\",\"userId"));
        awaitSent(
                () -> delivery(7).body("items[0].state", equalTo("skipped")).body("items[0].httpStatus", equalTo(404)));
        awaitSent(() -> assertThat(leads().stream()
                        .filter(lead -> lead.path("Title").asText().equals("Found")))
                .hasSize(5));

        deployAlso("added", BY_MATCHER.formatted("add"));
        send(10, i -> person(i).replace(unique + "\",\"userId", unique + "-added\",\"userId"));
        awaitSent(() -> assertThat(leads()).hasSize(10));
        awaitSent(() -> delivery(2)
                .body("items[0].state", equalTo("skipped"))
                .body("items[0].errorCode", equalTo("RECORD_EXISTS")));
    }

    @Test
    void writesByRecordCallsWhatACsvCannotSay() throws IOException {
        deploy(UPSERT.formatted(10));

        send(3, i -> i == 1 ? person(i).replace("\"T\"", "\"#N/A\"") : person(i));

        awaitSent(3);
        assertThat(leads().stream().map(lead -> lead.path("Title").asText())).contains("#N/A");
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactly(2);
    }

    @Test
    void deliversSeveralEventsAtOnceAsOneJob() throws IOException {
        deploy(UPSERT.formatted(10));

        ValidatableResponse answer = deliver("");

        answer.body("deliveries.status", equalTo(List.of("delivered", "failed", "delivered", "delivered")))
                .body("deliveries[0].created", equalTo(true))
                .body("deliveries[0].jobId", startsWith("750"))
                .body("deliveries[1].errorCode", equalTo("INVALID_EMAIL_ADDRESS"))
                .body("deliveries[3].created", equalTo(true));
        assertThat(leads()).hasSize(2);
        TrackingApiIT.admin()
                .get("/api/deliveries?mapping=" + mapping)
                .then()
                .body("items.state", hasItems("delivered", "dead"));
    }

    @Test
    void deliversAtOnceInOrderWhateverMappingsWriteARecord() throws IOException {
        deploy(UPSERT.formatted(10));
        deployAlso("other", UPSERT.formatted(10));

        ValidatableResponse answer = deliver(
                List.of(
                        person(0),
                        person(0)
                                .replace("\"T\"", "\"Other\"")
                                .replace(unique + "\",\"userId", unique + "-other\",\"userId"),
                        person(0).replace("\"T\"", "\"Last\""),
                        person(1)),
                ", \"waitSeconds\": 60");

        answer.body("deliveries.status", everyItem(equalTo("delivered")))
                .body("deliveries.created", equalTo(List.of(true, false, false, true)))
                .body("deliveries.jobId.unique().size()", equalTo(3));
        assertThat(leads().stream().map(lead -> lead.path("Title").asText())).containsExactlyInAnyOrder("Last", "T");
    }

    @Test
    void deliversAtOnceInOrderThoughOneEventGoesInNoJob() throws IOException {
        deploy(UPSERT.formatted(10));

        deliver(List.of(person(0).replace("\"T\"", "\"#N/A\""), person(0), person(1)), ", \"waitSeconds\": 60")
                .body("deliveries.status", everyItem(equalTo("delivered")));

        assertThat(leads().stream().map(lead -> lead.path("Title").asText())).containsExactly("T", "T");
    }

    @Test
    void deliversAtOnceInJobsOfTheSizeThatTheMappingSays() throws IOException {
        deploy(UPSERT.formatted(2));

        deliver(IntStream.range(0, 5).mapToObj(this::person).toList(), "")
                .body("deliveries.status", everyItem(equalTo("delivered")));

        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactly(1, 2, 2);
    }

    @Test
    void tellsWhatNoJobWasMadeForInTime() throws IOException {
        deploy(UPSERT.formatted(2));
        records().fault("{\"kind\":\"delay\",\"delayMs\":4500,\"method\":\"POST\",\"path\":\"jobs/ingest$\"}");

        deliver(List.of(person(0), person(1), person(2)), ", \"waitSeconds\": 3")
                .body("deliveries.status", everyItem(equalTo("retry")))
                .body("deliveries.errorCode", equalTo(List.of("JOB_RUNNING", "JOB_RUNNING", "NOT_SENT")));

        awaitSent(2);
        TrackingApiIT.admin()
                .get("/api/deliveries?state=failed&mapping=" + mapping)
                .then()
                .body("total", equalTo(1));
    }

    @Test
    void deliversByInlineMappingsWithoutATrace() {
        deliver(inline("upsert"))
                .body("deliveries.status", equalTo(List.of("delivered", "failed", "delivered", "delivered")))
                .body("deliveries[3].created", equalTo(true));

        assertThat(leads()).hasSize(2);
        TrackingApiIT.admin().get("/api/deliveries?mapping=" + mapping).then().body("total", equalTo(0));
    }

    @Test
    void deliversAListOfOneEventAsAJobToo() throws IOException {
        deploy(UPSERT.formatted(10));

        deliver(List.of(person(0)), "")
                .body("deliveries.status", equalTo(List.of("delivered")))
                .body("deliveries[0].jobId", startsWith("750"));
    }

    @Test
    void tellsWhyTheUploadFailedEvenIfTheJobCannotBeAborted() throws IOException {
        records().fault(status("PUT", 400));
        records().fault(status("PATCH", 500));

        deliver(inline("upsert")).body("deliveries.httpStatus", equalTo(List.of(400, 400, 400, 400)));
        await().atMost(SOON).untilAsserted(() -> assertThat(openJobs()).isEmpty());
    }

    /** Of the ledger and of inline mappings. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void abortsTheJobThatNobodyWaitsForAnyMore(boolean isInline) throws IOException {
        deploy(UPSERT.formatted(10));
        records().fault("{\"kind\":\"reset\",\"at\":\"after\",\"method\":\"POST\",\"path\":\"jobs/ingest$\"}");

        deliver(isInline ? inline("upsert") : "")
                .body("deliveries.status", equalTo(List.of("retry", "retry", "retry", "retry")))
                .body("deliveries.errorCode", equalTo(List.of("NO_ANSWER", "NO_ANSWER", "NO_ANSWER", "NO_ANSWER")));

        await().atMost(SOON).untilAsserted(() -> assertThat(openJobs()).isEmpty());
        assertThat(leads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followsAJobThatMayHaveBeenClosed(boolean isInline) throws IOException {
        deploy(UPSERT.formatted(10));
        records().fault(status("PATCH", 500).replace("{\"kind\"", "{\"at\": \"after\", \"kind\""));

        deliver(isInline ? inline("upsert") : "")
                .body("deliveries.status", equalTo(List.of("delivered", "failed", "delivered", "delivered")));

        assertThat(leads()).hasSize(2);
    }

    @Test
    void doesNotTakeALostJobForLostRecords() throws IOException {
        records().fault(status("PATCH", 404));

        deliver(List.of(person(0), person(1)), inline("update"))
                .body("deliveries.status", equalTo(List.of("failed", "failed")))
                .body("deliveries.httpStatus", equalTo(List.of(404, 404)));
    }

    /** Upserts by the key of {@link #person}, or takes that for the record id. */
    private String inline(String syncMode) {
        return """
                , "mappings": [{"name": "%s", "action": "lead", "trigger": "type = \\"track\\"", "syncMode": "%s", "mapping": {
                 "last_name": {"@path": "$.properties.name"}, "company": "Bulk", "email": {"@path": "$.properties.email"},
                 "enable_batching": true, "bulkUpsertExternalId": {"externalIdName": "External_Id__c",
                 "externalIdValue": {"@path": "$.properties.key"}}, "bulkUpdateRecordId": {"@path": "$.properties.key"}}}]"""
                .formatted(mapping, syncMode);
    }

    private static String status(String method, int status) {
        return """
                {"kind": "status", "status": %d, "method": "%s", "path": "jobs/ingest/",
                 "body": [{"errorCode": "API_ERROR", "message": "no"}]}"""
                .formatted(status, method);
    }

    /** Four events: the second has a wrong address, the last is of the first one's record. */
    private ValidatableResponse deliver(String mappings) {
        return deliver(
                List.of(
                        person(0),
                        person(1).replace("@", " at "),
                        person(2),
                        person(0).replace("\"n0", "\"later")),
                mappings);
    }

    private static ValidatableResponse deliver(List<String> events, String mappings) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"events\":[%s]%s}".formatted(String.join(",", events), mappings))
                .post("/api/deliver")
                .then()
                .statusCode(200);
    }
}
