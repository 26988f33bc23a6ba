package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.SharedStore;
import sluice.TemporaryFolders;

/** An owner mends a mapping and replays what died of it, on a ledger in PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@WithTestResource(SharedStore.class)
class DeadLettersIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MAPPING =
            """
            action: customObject
            trigger: type = "track" and event = "Stillborn"
            syncMode: add
            mapping:
              customObjectName: Subscription__c
              customFields: { %s: { "@path": $.messageId } }
            """;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String messageId = UUID.randomUUID().toString();

    @BeforeEach
    void deploy() throws IOException {
        deploy("Misspelt__c");
        track();
        await().atMost(SOON).untilAsserted(() -> deadLetters().body("total", equalTo(1)));
    }

    @AfterEach
    void tidy() throws IOException {
        Files.deleteIfExists(mappings.resolve("stillborn.yaml"));
    }

    @Test
    void areReplayedThroughTheMendedMapping() throws IOException {
        deadLetters()
                .body("items[0].event.messageId", equalTo(messageId))
                .body("items[0].errorCode", equalTo("INVALID_FIELD"));
        int id = deadLetters().extract().path("items[0].id");

        // When
        deploy("Name");
        post("replay", "{\"ids\":[%d]}".formatted(id))
                .statusCode(200)
                .body("replayed", equalTo(1))
                .body("overtaken", equalTo(0));

        // Then
        await().atMost(SOON).untilAsserted(() -> delivery()
                .body("items[0].state", equalTo("delivered"))
                .body("items[0].recordId", notNullValue()));
        deadLetters().body("total", equalTo(0));
    }

    @Test
    void areShownOneByOneWithTheirEvents() {
        int id = deadLetters().extract().path("items[0].id");

        TrackingApiIT.admin()
                .get("/api/deliveries/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("dead"))
                .body("event.messageId", equalTo(messageId));
        TrackingApiIT.admin()
                .get("/api/deliveries/999999999999")
                .then()
                .statusCode(404)
                .body("errors[0].at", equalTo("id"));
    }

    @Test
    void areDiscarded() {
        post("discard", "{\"filter\":{\"messageId\":\"%s\"}}".formatted(messageId))
                .statusCode(200)
                .body("discarded", equalTo(1));

        deadLetters().body("total", equalTo(0));
        delivery().body("items[0].state", equalTo("discarded"));
    }

    @ParameterizedTest
    @CsvSource({
        "mapping, stillborn, leads",
        "action, customObject, lead",
        "from, 2020-01-01T00:00:00Z, 2120-01-01T00:00:00Z",
        "to, 2120-01-01T00:00:00Z, 2020-01-01T00:00:00Z"
    })
    void areListedByWhatTheFilterSays(String name, String fitting, String other) {
        for (String list : List.of("/api/dead-letters", "/api/deliveries")) {
            listed(list, name, fitting).statusCode(200).body("total", equalTo(1));
            listed(list, name, other).statusCode(200).body("total", equalTo(0));
        }
        post("discard", "{\"filter\":{\"messageId\":\"%s\",\"%s\":\"%s\"}}".formatted(messageId, name, other))
                .body("discarded", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"from, yesterday, from", "limit, 1001, query", "offset, -1, query"})
    void areNotListedByWhatIsNoFilter(String name, String value, String at) {
        listed("/api/dead-letters", name, value).statusCode(400).body("errors[0].at", equalTo(at));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":[\"1\"]}",
                "{\"ids\":[1],\"filter\":{}}",
                "{\"filter\":{\"maping\":\"leads\"}}",
                "{\"filter\":{\"from\":\"yesterday\"}}"
            })
    void areLeftAloneWhenTheCallDoesNotSayWhich(String call) {
        post("discard", call).statusCode(400).body("errors[0].expected", notNullValue());
        deadLetters().body("total", equalTo(1));
    }

    /** Until the service has taken it up. */
    private void deploy(String field) throws IOException {
        Files.writeString(mappings.resolve("stillborn.yaml"), MAPPING.formatted(field));
        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":true,\"event\":{\"type\":\"track\",\"event\":\"Stillborn\",\"messageId\":\"x\"}}")
                .post("/api/deliver")
                .then()
                .statusCode(200)
                .body("deliveries.find { it.mapping == 'stillborn' }?.requests?.get(0)?.body?." + field, equalTo("x")));
    }

    private void track() {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body("{\"userId\":\"u\",\"event\":\"Stillborn\",\"messageId\":\"%s\"}".formatted(messageId))
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse listed(String list, String name, String value) {
        return TrackingApiIT.admin()
                .queryParam("messageId", messageId)
                .queryParam(name, value)
                .get(list)
                .then();
    }

    private ValidatableResponse deadLetters() {
        return TrackingApiIT.admin()
                .queryParam("messageId", messageId)
                .get("/api/dead-letters")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse delivery() {
        return TrackingApiIT.admin()
                .queryParam("messageId", messageId)
                .get("/api/deliveries")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse post(String what, String body) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/dead-letters/" + what)
                .then();
    }
}
