package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of jobs on every store, and of those that something goes wrong with. */
abstract class BulkLife extends BulkScene {
    private static final String LOST =
            """
            {"kind": "status", "status": 404, "method": "GET", "path": "jobs/ingest/[^/]*$",
             "body": [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]}""";

    @Test
    void upsertsInAsFewJobsAsTheirSizeAllows() throws IOException {
        deploy(UPSERT.formatted(10));

        send(25, this::person);

        awaitSent(25);
        assertThat(leads()).hasSize(25);
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(jobs().<List<String>>path("items.state")).containsOnly("done");
        assertThat(jobs().<List<Integer>>path("items.succeeded")).containsExactlyInAnyOrder(10, 10, 5);
        delivery(3).body("items[0].created", equalTo(true)).body("items[0].operation", equalTo("upsert"));

        send(25, i -> person(i).replace(":\"n", ":\"other n"));
        awaitSent(50);
        assertThat(leads())
                .hasSize(25)
                .allSatisfy(lead -> assertThat(lead.path("LastName").asText()).startsWith("other"));
    }

    @Test
    void mergesWhatWaitsOfOneRecordIntoOneRow() throws IOException {
        deploy(UPSERT.formatted(10));

        send(6, i -> person(i % 2).replace("\"T\"", "\"T%d\"".formatted(i)));

        awaitDelivered(6); // when they have waited for long enough
        assertThat(leads().stream().map(lead -> lead.path("Title").asText())).containsExactlyInAnyOrder("T4", "T5");
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactly(2);
        assertThat(jobs().<List<Integer>>path("items.deliveries")).containsExactly(6);
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
        awaitSent(5);
    }

    @Test
    void takesBackWhatWasGatheredForAMappingThatIsHeld() throws IOException {
        deploy(UPSERT.formatted(5).replace("Title", "Titel"));

        send(7, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs().<List<String>>path("items.error"))
                .anySatisfy(error -> assertThat(error).contains("InvalidBatch")));
        Files.writeString(file(), Files.readString(file()).replace("Titel", "Title"));

        awaitSent(2);
        assertThat(leads()).hasSize(2);
    }

    @Test
    void endsWhatWasHeldOfAMappingThatIsGone() throws IOException {
        deploy(UPSERT.formatted(5).replace("Title", "Titel"));
        send(7, this::person);
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs().<List<String>>path("items.error"))
                .anySatisfy(error -> assertThat(error).contains("InvalidBatch")));

        Files.delete(file());

        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .get("/api/deliveries?state=dead&mapping=" + mapping)
                .then()
                .body("items.findAll { it.errorCode == 'MAPPING_GONE' }.size()", equalTo(2)));
    }

    final void awaitSent(int count) {
        awaitSent(() -> TrackingApiIT.admin()
                .get("/api/deliveries?state=delivered&mapping=" + mapping)
                .then()
                .body("total", equalTo(count)));
    }

    /** Looks again and again, and asks each time for the jobs of what was gathered, which would come by themselves later. */
    static void awaitSent(ThrowingRunnable seen) {
        await().atMost(SOON).untilAsserted(() -> {
            TrackingApiIT.admin()
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post("/api/jobs/flush")
                    .then()
                    .statusCode(200);
            seen.run();
        });
    }

    private Path file() {
        return mappings.resolve(mapping + ".yaml");
    }

    /** Each subclass says {@code faults()}: what cuts a call of a job off, or lets the job fail, at every step of its life. */
    @ParameterizedTest
    @MethodSource("faults")
    void insertsNothingTwiceAndLosesNothing(String fault) throws IOException {
        deploy(UPSERT.formatted(10).replace("syncMode: upsert", "syncMode: add"));
        records().fault(fault.replace('\'', '"'));

        send(10, this::person);

        awaitSent(10);
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
}
