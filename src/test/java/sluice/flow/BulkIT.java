package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** Events of batching mappings, from HTTP to ingest jobs of the embedded org and the outcome of each row. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class BulkIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String UPSERT =
            """
            syncMode: upsert
            mapping:
              last_name: { "@path": $.properties.name }
              company: Bulk
              email: { "@path": $.properties.email }
              enable_batching: true
              batch_size: %d
              bulkUpsertExternalId:
                externalIdName: External_Id__c
                externalIdValue: { "@path": $.properties.key }
              customFields: { Title: { "@path": $.properties.title } }
            """;

    private static final String LOST =
            """
            {"kind": "status", "status": 404, "method": "GET", "path": "jobs/ingest/[^/]*$",
             "body": [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]}""";
    private static final String BY_ID =
            """
            syncMode: %s
            mapping:
              enable_batching: true
              bulkUpdateRecordId: { "@path": $.properties.id }
              customFields: { Title: { "@path": $.properties.title } }
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

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String mapping = "bulk-" + unique;

    @AfterEach
    void tidy() throws IOException {
        records().mend();
        try (Stream<Path> files = Files.list(mappings)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(mapping))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void upsertsInAsFewJobsAsTheirSizeAllows() throws IOException {
        deploy(UPSERT.formatted(10));

        send(25, this::person);

        awaitDelivered(25);
        assertThat(leads()).hasSize(25);
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(jobs().<List<String>>path("items.state")).containsOnly("done");
        assertThat(jobs().<List<Integer>>path("items.succeeded")).containsExactlyInAnyOrder(10, 10, 5);
        delivery(3).body("items[0].created", equalTo(true)).body("items[0].operation", equalTo("upsert"));

        send(25, i -> person(i).replace(":\"n", ":\"other n"));
        awaitDelivered(50);
        assertThat(leads())
                .hasSize(25)
                .allSatisfy(lead -> assertThat(lead.path("LastName").asText()).startsWith("other"));
    }

    @Test
    void mergesWhatWaitsOfOneRecordIntoOneRow() throws IOException {
        deploy(UPSERT.formatted(10));

        send(6, i -> person(i % 2).replace("\"T\"", "\"T%d\"".formatted(i)));

        awaitDelivered(6);
        assertThat(leads().stream().map(lead -> lead.path("Title").asText())).containsExactlyInAnyOrder("T4", "T5");
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactly(2);
        assertThat(jobs().<List<Integer>>path("items.deliveries")).containsExactly(6);
    }

    @Test
    void writesLittleByRecordCallsWhereTheMappingSwitchesOver() throws IOException {
        deploy(UPSERT.formatted(10) + "options: { bulk: auto }\n");

        send(20, this::person);

        awaitDelivered(20);
        assertThat(leads()).hasSize(20);
        assertThat(jobs().<List<Integer>>path("items.rows")).isEmpty();
    }

    @Test
    void inserts() throws IOException {
        deploy(UPSERT.formatted(50).replace("syncMode: upsert", "syncMode: add"));

        send(20, this::person);

        awaitDelivered(20);
        assertThat(leads()).hasSize(20);
        assertThat(jobs().<List<String>>path("items.lane")).containsOnly(mapping + "|Lead|insert|");
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

        awaitDelivered(18);
        assertThat(leads()).hasSize(18);
        delivery(7)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS"));
        delivery(9).body("items[0].state", equalTo("dead")).body("items[0].httpStatus", equalTo(400));
        delivery(2).body("items[0].state", equalTo("delivered"));
        assertThat(jobs().<List<Integer>>path("items.retried")).contains(1);
    }

    @Test
    void holdsAMappingWhoseFieldSalesforceDoesNotKnow() throws IOException {
        deploy(UPSERT.formatted(5).replace("Title", "Titel"));

        send(5, this::person);

        await().atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].message", containsString("Titel"))
                .body("items[0].fields[0]", equalTo("Titel")));
        assertThat(jobs().<List<String>>path("items.error").get(0)).contains("InvalidBatch");
        send(5, i -> person(i + 5));
        await().during(Duration.ofSeconds(2)).atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("waiting")));

        Files.writeString(
                mappings.resolve(mapping + ".yaml"),
                Files.readString(mappings.resolve(mapping + ".yaml")).replace("Titel", "Title"));
        awaitDelivered(5);
    }

    @Test
    void sendsWhatWasGatheredWhenAsked() throws IOException {
        deploy(UPSERT.formatted(5_000));
        send(3, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs().<List<Integer>>path("items.rows"))
                .isNotEmpty());

        TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("mapping", mapping))
                .post("/api/jobs/flush")
                .then()
                .body("groups", equalTo(1));

        awaitDelivered(3);
    }

    /** What cuts a call of a job off, or lets the job fail, at every step of its life. */
    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "{'kind':'job','afterRows':3}",
                "{'kind':'row','object':'Lead','skip':4}",
            })
    void insertsNothingTwiceAndLosesNothing(String fault) throws IOException {
        deploy(UPSERT.formatted(10).replace("syncMode: upsert", "syncMode: add"));
        records().fault(fault.replace('\'', '"'));

        send(10, this::person);

        awaitDelivered(10);
        assertThat(leads()).hasSize(10);
        assertThat(records().get("/embedded-org/faults").toString()).doesNotContain("\"hits\":0");
        assertThat(openJobs()).isEmpty();
    }

    @Test
    void doesAgainWhatCanBeRepeatedWhenAJobIsLost() throws IOException {
        deploy(UPSERT.formatted(3));
        records().fault(LOST);

        send(3, this::person);

        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
        assertThat(jobs().<List<String>>path("items.state")).containsExactlyInAnyOrder("failed", "done");
    }

    @Test
    void makesNothingTwiceOfALostJob() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add"));
        records().fault(LOST);

        send(3, this::person);

        await().atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("PERHAPS_WRITTEN")));
        assertThat(leads()).hasSize(3);
    }

    @Test
    void tellsMetricsOfRowsAndJobs() throws IOException {
        deploy(UPSERT.formatted(3));

        send(3, this::person);

        awaitDelivered(3);
        await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("bulk_rows_total{mapping=\"%s\",outcome=\"delivered\"} 3.0".formatted(mapping)))
                .body(containsString("bulk_jobs_seconds_count{mapping=\"%s\",outcome=\"done\"} 1".formatted(mapping)))
                .body(containsString("bulk_jobs_open{state=\"collecting\"}")));
    }

    @Test
    void updatesAndDeletesByRecordId() throws IOException {
        deploy(UPSERT.formatted(10));
        send(10, this::person);
        awaitDelivered(10);
        Map<String, String> ids = leads().stream()
                .collect(Collectors.toMap(lead -> lead.path("External_Id__c").asText(), lead -> lead.path("Id")
                        .asText()));
        IntFunction<String> known = i -> person(i)
                .replace(
                        "\"key\"",
                        "\"id\":\"%s\",\"key\"".formatted(i == 4 ? "00Q000000999999EAA" : ids.get(unique + "-" + i)));

        deployAlso("changes", BY_ID.formatted("update"));
        send(10, i -> known.apply(i)
                .replace("\"T\"", "\"Changed\"")
                .replace(unique + "\",\"userId", unique + "-changes\",\"userId"));
        await().atMost(SOON).untilAsserted(() -> assertThat(leads().stream()
                        .filter(lead -> lead.path("Title").asText().equals("Changed")))
                .hasSize(9));
        await().atMost(SOON).untilAsserted(() -> delivery(4)
                .body("items[0].state", equalTo("skipped"))
                .body("items[0].httpStatus", equalTo(404)));

        deployAlso("ends", BY_ID.formatted("delete"));
        send(10, i -> known.apply(i).replace(unique + "\",\"userId", unique + "-ends\",\"userId"));
        await().atMost(SOON).untilAsserted(() -> assertThat(leads()).hasSize(1));
        await().atMost(SOON).untilAsserted(() -> delivery(3)
                .body("items[0].state", equalTo("delivered"))
                .body("items[0].operation", equalTo("delete")));
    }

    @Test
    void looksUpWhatIsNotGivenById() throws IOException {
        deploy(UPSERT.formatted(10));
        send(5, this::person);
        awaitDelivered(5);

        deployAlso("found", BY_MATCHER.formatted("update"));
        send(10, i -> person(i)
                .replace("\"T\"", "\"Found\"")
                .replace(unique + "\",\"userId", unique + "-found\",\"userId"));
        await().atMost(SOON).untilAsserted(() -> delivery(7)
                .body("items[0].state", equalTo("skipped"))
                .body("items[0].httpStatus", equalTo(404)));
        await().atMost(SOON).untilAsserted(() -> assertThat(leads().stream()
                        .filter(lead -> lead.path("Title").asText().equals("Found")))
                .hasSize(5));

        deployAlso("added", BY_MATCHER.formatted("add"));
        send(10, i -> person(i).replace(unique + "\",\"userId", unique + "-added\",\"userId"));
        await().atMost(SOON).untilAsserted(() -> assertThat(leads()).hasSize(10));
        await().atMost(SOON).untilAsserted(() -> delivery(2)
                .body("items[0].state", equalTo("skipped"))
                .body("items[0].errorCode", equalTo("RECORD_EXISTS")));
    }

    @Test
    void writesByRecordCallsWhatACsvCannotSay() throws IOException {
        deploy(UPSERT.formatted(10));

        send(3, i -> i == 1 ? person(i).replace("\"T\"", "\"#N/A\"") : person(i));

        awaitDelivered(3);
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

    private List<String> openJobs() {
        return given().baseUri(org.start().toString())
                .header(
                        "Authorization",
                        "Bearer "
                                + given().baseUri(org.start().toString())
                                        .formParam("grant_type", "client_credentials")
                                        .formParam("client_id", "test")
                                        .formParam("client_secret", "test")
                                        .post("/services/oauth2/token")
                                        .<String>path("access_token"))
                .get("/services/data/v62.0/jobs/ingest")
                .path("records.findAll { it.state == 'Open' }.id");
    }

    private void deploy(String definition) throws IOException {
        deploy(mapping, unique, definition);
    }

    /** Another mapping, for events that bear its name too. */
    private void deployAlso(String name, String definition) throws IOException {
        deploy(mapping + "-" + name, unique + "-" + name, definition);
    }

    private void deploy(String mapping, String event, String definition) throws IOException {
        Files.writeString(
                mappings.resolve(mapping + ".yaml"),
                "action: lead\ntrigger: type = \"track\" and event = \"%s\"\n".formatted(event) + definition);
        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":true,\"event\":{\"type\":\"track\",\"event\":\"%s\"}}".formatted(event))
                .post("/api/deliver")
                .then()
                .body("deliveries.size()", equalTo(1)));
    }

    private String person(int i) {
        return ("{\"type\":\"track\",\"event\":\"%1$s\",\"userId\":\"u\",\"properties\":{\"name\":\"n%2$d\","
                        + "\"email\":\"p%2$d@%1$s.test\",\"key\":\"%1$s-%2$d\",\"title\":\"T\"}}")
                .formatted(unique, i);
    }

    private void send(int count, IntFunction<String> event) {
        String request = UUID.randomUUID().toString().substring(0, 4);
        String batch = IntStream.range(0, count)
                .mapToObj(i -> event.apply(i)
                        .replaceFirst("\\{", "{\"messageId\":\"%s-%s-%d\",".formatted(unique, request, i)))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        last = request;
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/v1/batch")
                .then()
                .statusCode(200);
    }

    private String last;

    private ValidatableResponse delivery(int i) {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=%s-%s-%d".formatted(unique, last, i))
                .then();
    }

    private io.restassured.response.Response jobs() {
        return TrackingApiIT.admin().get("/api/jobs?mapping=" + mapping);
    }

    private void awaitDelivered(int count) {
        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .get("/api/deliveries?state=delivered&mapping=" + mapping)
                .then()
                .body("total", equalTo(count)));
    }

    private List<JsonNode> leads() {
        JsonNode all = records().get("/embedded-org/records.json?limit=100000&object=Lead");
        return StreamSupport.stream(all.path("Lead").spliterator(), false)
                .filter(row -> row.path("External_Id__c").asText().startsWith(unique)
                        || row.path("Email").asText().endsWith("@" + unique + ".test"))
                .toList();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
