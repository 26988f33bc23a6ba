package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.TemporaryFolders;

/** What bounds a job and what becomes of it beyond its bounds, and what somebody is told and can do then. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@TestProfile(BulkSettingsIT.NarrowBounds.class)
class BulkSettingsIT extends BulkScene {
    private static final int MAX_BYTES = 1_000;
    private static final Duration JOB_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ALLOWANCE_PAUSE = Duration.ofSeconds(2);

    /** A job that Salesforce is still at, whenever it is asked. */
    private static final String NEVER_ENDING =
            """
            {"kind": "status", "status": 200, "count": -1, "method": "GET", "path": "jobs/ingest/[^/]*$",
             "body": {"id": "750000000000001AAA", "state": "InProgress"}}""";

    private static final String NOT_CREATED =
            """
            {"kind": "status", "status": 400, "method": "POST", "path": "jobs/ingest$",
             "body": [{"errorCode": "%s", "message": "not now"}]}""";

    /** Rows wait for long, so that only full groups and those that are flushed are sent. */
    public static final class NarrowBounds implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bulk.max-age", "1h",
                    "bulk.max-bytes", Integer.toString(MAX_BYTES),
                    "bulk.absent-field", "null",
                    "bulk.auto-threshold", "3",
                    "bulk.poll-max-delay", "200ms",
                    "bulk.job-timeout", JOB_TIMEOUT.toString(),
                    "bulk.allowance-pause", ALLOWANCE_PAUSE.toString());
        }
    }

    @Test
    void sendsWhatWasGatheredWhenAsked() throws IOException {
        deploy(UPSERT.formatted(5_000));
        send(3, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs().<List<Integer>>path("items.rows"))
                .containsExactly(3));

        assertThat(flush()).isEqualTo(1);

        awaitDelivered(3);
    }

    @Test
    void dividesRowsIntoJobsByTheirBytes() throws IOException {
        deploy(UPSERT.formatted(5_000));

        send(100, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(rowsOfJobs()).isEqualTo(100));
        awaitDeliveredInAll(100);

        assertThat(leads()).hasSize(100);
        JsonPath jobs = jobs().jsonPath();
        assertThat(jobs.getList("items.bytes", Integer.class))
                .hasSizeBetween(5, 10)
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(MAX_BYTES));
        assertThat(rowsOfJobs()).isEqualTo(100);
    }

    private int rowsOfJobs() {
        return jobs().jsonPath().getList("items.rows", Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void emptiesTheFieldThatARowLacksAndOthersHave() throws IOException {
        deploy(UPSERT.formatted(2));
        send(2, this::person);
        awaitDelivered(2);

        send(2, i -> i == 0 ? person(i).replace(",\"title\":\"T\"", "") : person(i));
        awaitDelivered(4);

        assertThat(leads().stream()
                        .map(lead -> lead.path("External_Id__c").asText() + " "
                                + lead.path("Title").asText("")))
                .containsExactlyInAnyOrder(unique + "-0 ", unique + "-1 T");
    }

    @Test
    void switchesOverToJobsWhenMuchWaits() throws IOException {
        deploy(UPSERT.formatted(5_000) + "options: { bulk: auto }\n");

        send(60, this::person);

        awaitDeliveredInAll(60);
        assertThat(leads()).hasSize(60);
        assertThat(jobs().<List<String>>path("items.state")).isNotEmpty().containsOnly("done");
    }

    @Test
    void tellsOnceForEachTimeoutOfAJobThatGoesOn() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add"));
        records().fault(NEVER_ENDING);
        double before = alarms("timeout");
        Instant begin = Instant.now();

        send(3, this::person);

        await().atMost(SOON).untilAsserted(() -> assertThat(alarms("timeout")).isGreaterThan(before));
        int polls = polls();
        await().atMost(SOON).untilAsserted(() -> assertThat(polls()).isGreaterThan(polls + 5));
        assertThat(alarms("timeout") - before)
                .isLessThanOrEqualTo(Duration.between(begin, Instant.now()).toMillis() / JOB_TIMEOUT.toMillis());
        records().mend();
        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
    }

    @Test
    void sendsAgainWhatAJobThatIsTooLongHasNotDone() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add"));
        records().fault(NEVER_ENDING);
        records()
                .fault(
                        """
                {"kind": "status", "status": 200, "method": "PATCH", "path": "jobs/ingest",
                 "body": {"id": "750000000000001AAA", "state": "UploadComplete"}}""");
        double before = alarms("timeout");

        send(3, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(alarms("timeout")).isGreaterThan(before));
        assertThat(leads()).isEmpty();
        records().mend();

        awaitDeliveredInAll(3);
        assertThat(leads()).hasSize(3);
        assertThat(openJobs()).isEmpty();
    }

    @Test
    void pausesWhileTheJobsOfTheDayAreUsedUp() throws IOException {
        deploy(UPSERT.formatted(3));
        records().fault(NOT_CREATED.formatted("EXCEEDEDQUOTA"));
        Instant begin = Instant.now();

        send(3, this::person);

        awaitDelivered(3);
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(ALLOWANCE_PAUSE);
        assertThat(jobs().<List<String>>path("items.state")).containsExactly("done");
        assertThat(jobs().<List<Integer>>path("items.retried")).containsExactly(0);
    }

    /** As "Get Job Failed Record Results" has it, no file tells of rows beyond the allowance; or one does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsLaterWhatTheJobsOfTheDayDidNotReach(boolean isListed) throws IOException {
        deploy(UPSERT.formatted(6).replace("syncMode: upsert", "syncMode: add"));
        records()
                .fault(
                        """
                {"kind": "job", "afterRows": 4, "message": "ExceededQuota : ApiBatchItems Limit exceeded."}""");
        if (!isListed) {
            records()
                    .fault(
                            """
                    {"kind": "status", "status": 200, "method": "GET", "path": "unprocessedrecords", "body": ""}""");
        }
        Instant begin = Instant.now();
        double before = alarms("lost");

        send(6, this::person);

        awaitDeliveredInAll(6);
        assertThat(leads()).hasSize(6);
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(ALLOWANCE_PAUSE);
        assertThat(jobs().<List<String>>path("items.state")).containsExactly("done", "failed");
        assertThat(jobs().<List<Integer>>path("items.retried")).containsExactly(0, 2);
        delivery(5).body("items[0].attempts", equalTo(1));
        assertThat(alarms("lost")).isEqualTo(before);
    }

    /** The queries show how often jobs are prepared: two groups, once before the pause and once after it, two pages each. */
    @Test
    void leavesAllGroupsAloneWhileTheJobsOfTheDayAreUsedUp() throws IOException {
        deploy(UPSERT.formatted(6));
        send(6, this::person);
        awaitDelivered(6);
        deployAlso(
                "found",
                """
                syncMode: update
                mapping:
                  enable_batching: true
                  batch_size: 3
                  traits: { External_Id__c: { "@path": $.properties.key } }
                  customFields: { Title: Found }
                """);
        records().fault(NOT_CREATED.formatted("EXCEEDEDQUOTA"));
        long before = queries();

        send(6, i -> person(i).replace(unique + "\",\"userId", unique + "-found\",\"userId"));

        await().atMost(SOON).untilAsserted(() -> assertThat(leads())
                .hasSize(6)
                .allSatisfy(lead -> assertThat(lead.path("Title").asText()).isEqualTo("Found")));
        assertThat(queries() - before).isBetween(4L, 8L);
    }

    @ParameterizedTest
    @CsvSource({"POST, jobs/ingest$", "PUT, batches$"})
    void spendsAnAttemptOfTheRowsWhenTheirJobCannotBeBegun(String method, String path) throws IOException {
        deploy(UPSERT.formatted(3));
        records()
                .fault("{\"kind\": \"status\", \"status\": 500, \"count\": 5, \"method\": \"%s\", \"path\": \"%s\"}"
                        .formatted(method, path));
        double before = alarms("failing");

        send(3, this::person);

        awaitDeliveredInAll(3);
        assertThat(leads()).hasSize(3);
        assertThat(openJobs()).isEmpty();
        assertThat(alarms("failing")).isEqualTo(before + 2);
        assertThat(jobs().<List<String>>path("items.state")).containsExactly("done", "failed");
        assertThat(jobs().<List<Integer>>path("items.retried")).containsExactly(0, 3);
        delivery(1).body("items[0].attempts", equalTo(2));
    }

    @Test
    void tellsOfAJobWhoseResultsCannotBeRead() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add"));
        records()
                .fault(
                        """
                {"kind": "status", "status": 500, "count": -1, "method": "GET", "path": "successfulResults"}""");
        double before = alarms("silent");

        send(3, this::person);

        await().atMost(SOON).untilAsserted(() -> assertThat(alarms("silent")).isGreaterThan(before));
        records().mend();
        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
    }

    @Test
    void tellsWhenItCannotKnowWhichJobIsOurs() throws IOException {
        deploy(UPSERT.formatted(3).replace("syncMode: upsert", "syncMode: add"));
        String other = org().body(Map.of("object", "Lead", "operation", "insert", "contentType", "CSV"))
                .post(JOBS)
                .path("id");
        records().fault("{\"kind\":\"reset\",\"at\":\"after\",\"method\":\"POST\",\"path\":\"jobs/ingest$\"}");
        double before = alarms("unknown");

        send(3, this::person);

        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
        assertThat(alarms("unknown")).isEqualTo(before + 1);
        assertThat(openJobs()).hasSize(2).contains(other);
        openJobs().forEach(job -> org().body(Map.of("state", "Aborted"))
                .patch(JOBS + "/" + job)
                .then()
                .statusCode(200));
    }

    @Test
    void goesOnWithAHeldMappingThatIsReleased() throws IOException {
        deploy(UPSERT.formatted(3));
        records().fault(NOT_CREATED.formatted("INVALIDENTITY"));
        send(3, this::person);
        await().atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALIDENTITY")));
        send(3, i -> person(i + 3));
        await().during(Duration.ofSeconds(1)).atMost(SOON).untilAsserted(() -> delivery(1)
                .body("items[0].state", equalTo("waiting")));

        TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("mapping", mapping))
                .post("/api/jobs/release")
                .then()
                .body("released", equalTo(true));

        awaitDelivered(3);
        assertThat(leads()).hasSize(3);
    }

    private void awaitDeliveredInAll(int count) {
        await().atMost(SOON).untilAsserted(() -> {
            flush();
            TrackingApiIT.admin()
                    .get("/api/deliveries?state=delivered&mapping=" + mapping)
                    .then()
                    .body("total", equalTo(count));
        });
    }

    private int flush() {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("mapping", mapping))
                .post("/api/jobs/flush")
                .path("groups");
    }

    private long queries() {
        return records().get("/embedded-org/calls").path("counts").path("query").asLong();
    }

    private int polls() {
        JsonNode faults = records().get("/embedded-org/faults");
        return StreamSupport.stream(faults.spliterator(), false)
                .mapToInt(fault -> fault.path("hits").asInt())
                .sum();
    }

    private static double alarms(String kind) {
        Matcher alarms = Pattern.compile("bulk_alarms_total\\{kind=\"%s\"} (\\S+)".formatted(kind))
                .matcher(given().get("/q/metrics").asString());
        return alarms.find() ? Double.parseDouble(alarms.group(1)) : 0;
    }
}
