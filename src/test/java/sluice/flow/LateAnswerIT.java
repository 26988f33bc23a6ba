package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** Salesforce does a write after its answer was given up: it must not come over a later write of the record. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@TestProfile(LateAnswerIT.Impatient.class)
class LateAnswerIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Longer than a call is waited for, shorter than that and the rest after it. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final String MAPPING =
            """
            action: lead
            trigger: type = "track" and event = "Late"
            syncMode: upsert
            mapping:
              traits: { Email: { "@path": $.properties.email } }
              email: { "@path": $.properties.email }
              last_name: { "@path": $.properties.name }
              company: C
            """;

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("salesforce.request-timeout", "3s", "uncertain.wait", "4s", "retry.max-attempts", "2");
        }
    }

    @BeforeEach
    void makeRecord() throws IOException {
        Files.writeString(mappings.resolve("late.yaml"), MAPPING);
        records().watch("Lead", "LastName");
        await().atMost(SOON).untilAsserted(this::isDeployed);
        create("first");
    }

    @AfterEach
    void mend() {
        records().mend();
    }

    @Test
    void writesALaterEventAfterAnUpdateThatWasDoneLate() {
        // Given
        records().fault(lateUpdates(1));

        // When
        track("second");
        track("third");

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(written()).containsExactly("first", "second", "second", "third"));
        await().atMost(SOON).untilAsserted(() -> delivery("third").body("items[0].state", equalTo("delivered")));
        delivery("second").body("items[0].state", equalTo("delivered")).body("items[0].attempts", equalTo(2));
    }

    @Test
    void keepsTheRecordOfALastAttemptThatWasDoneLate() {
        // Given
        records().fault(lateUpdates(2));

        // When
        track("second");
        track("third");

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(written()).containsExactly("first", "second", "second", "third"));
        delivery("second")
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("NO_ANSWER"))
                .body("items[0].sObject", equalTo("Lead"))
                .body(
                        "items[0].message",
                        equalTo(
                                "the last of 2 attempts got no answer: it may have been written, and is not sent again"));
    }

    @Test
    void writesALaterEventAfterADirectDeliveryThatWasDoneLate() {
        // Given
        records().fault(lateUpdates(1));

        // When
        deliver("second").body("deliveries[0].status", equalTo("retry"));
        track("third");

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(written()).containsExactly("first", "second", "third"));
        delivery("second").body("items[0].state", equalTo("failed")).body("items[0].errorCode", equalTo("NO_ANSWER"));
    }

    private static String lateUpdates(int count) {
        return """
                {"kind": "delay", "at": "before", "delayMs": %d, "method": "PATCH", "path": "sobjects/Lead", "count": %d}
                """
                .formatted(LATE.toMillis(), count);
    }

    private void isDeployed() {
        TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\": true, \"event\": %s}".formatted(event("any")))
                .post("/api/deliver")
                .then()
                .statusCode(200)
                .body("deliveries.mapping", hasItem("late"));
    }

    /** In the org itself: once, however long it takes. */
    private void create(String name) {
        String token = given().baseUri(org.start().toString())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "test")
                .formParam("client_secret", "test")
                .post("/services/oauth2/token")
                .path("access_token");
        given().baseUri(org.start().toString())
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("LastName", name, "Company", "C", "Email", unique + "@x.test"))
                .post("/services/data/v62.0/sobjects/Lead")
                .then()
                .statusCode(201);
    }

    private ValidatableResponse deliver(String name) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"event\": %s}".formatted(event(name)))
                .post("/api/deliver")
                .then()
                .statusCode(200);
    }

    private void track(String name) {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(event(name))
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    private String event(String name) {
        return """
                {"type": "track", "event": "Late", "userId": "u", "messageId": "%s-%s",
                 "properties": {"name": "%s", "email": "%s@x.test"}}
                """
                .formatted(unique, name, name, unique);
    }

    private ValidatableResponse delivery(String name) {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=%s-%s".formatted(unique, name))
                .then()
                .statusCode(200);
    }

    /** What the record was called, one write after the other. */
    private List<String> written() {
        String id = records()
                .of("Lead", "Email", unique + "@x.test")
                .get(0)
                .path("Id")
                .asText();
        return StreamSupport.stream(records().get("/embedded-org/history").spliterator(), false)
                .filter(write -> write.path("id").asText().equals(id))
                .map(write -> write.path("value"))
                .map(JsonNode::asText)
                .toList();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
