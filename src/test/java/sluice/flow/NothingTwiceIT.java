package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** What becomes of a create whose answer never comes, and of one that somebody else was faster with. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class NothingTwiceIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MAPPING =
            """
            action: customObject
            trigger: type = "track" and event = "Once"
            syncMode: add
            mapping:
              customObjectName: Subscription__c
              customFields: { Name: { "@path": $.properties.name } }
            options: { %s }
            """;

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void tidy() throws IOException {
        records().mend();
        Files.deleteIfExists(mappings.resolve("once-" + unique + ".yaml"));
    }

    @ParameterizedTest
    @CsvSource({
        "idempotencyField: Event_Id__c, after,  delivered, 1",
        "uncertainCreate: verify,       after,  delivered, 1",
        "uncertainCreate: verify,       before, delivered, 1",
        "uncertainCreate: deadLetter,   after,  dead,      1",
        "'',                            after,  dead,      1",
        "uncertainCreate: retry,        after,  delivered, 2"
    })
    void makesOneRecordWhenTheAnswerIsLost(String option, String moment, String state, int written) throws IOException {
        // Given
        Files.writeString(mappings.resolve("once-" + unique + ".yaml"), MAPPING.formatted(option));
        await().atMost(SOON).untilAsserted(() -> assertThat(isDeployed()).isTrue());
        records()
                .fault("{\"kind\": \"reset\", \"at\": \"%s\", \"path\": \"sobjects/Subscription__c\"}"
                        .formatted(moment));

        // When
        track();

        // Then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery().getList("items.state")).as(option).containsExactly(state));
        assertThat(records().of("Subscription__c", "Name", unique)).hasSize(written);
    }

    @Test
    void looksAgainForARecordThatSomebodyElseMadeMeanwhile() {
        records().fault("{\"kind\": \"row\", \"object\": \"Lead\", \"errorCode\": \"DUPLICATE_VALUE\"}");

        upsert().body("deliveries[0].status", equalTo("delivered")).body("deliveries[0].apiCalls", equalTo(4));

        assertThat(records().of("Lead", "LastName", unique)).hasSize(1);
    }

    @Test
    void givesUpWhenTheValueIsTakenForGood() {
        records().fault("{\"kind\": \"row\", \"object\": \"Lead\", \"errorCode\": \"DUPLICATE_VALUE\", \"count\": 2}");

        upsert().body("deliveries[0].status", equalTo("failed"))
                .body("deliveries[0].errorCode", equalTo("DUPLICATE_VALUE"));
    }

    private ValidatableResponse upsert() {
        String mapping =
                """
                {"action": "lead", "trigger": "type = \\"identify\\"", "syncMode": "upsert", "mapping": {
                 "traits": {"External_Id__c": "%s"}, "last_name": "%s", "company": "C"}}
                """
                        .formatted(unique, unique);
        return deliver("{\"event\": {\"type\": \"identify\", \"userId\": \"u\"}, \"mappings\": [" + mapping + "]}");
    }

    private boolean isDeployed() {
        String mapping = "once-" + unique;
        return deliver("{\"dryRun\": true, \"event\": " + event() + "}")
                .extract()
                .<List<String>>path("deliveries.mapping")
                .contains(mapping);
    }

    private static ValidatableResponse deliver(String body) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/deliver")
                .then()
                .statusCode(200);
    }

    private void track() {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(event())
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    private String event() {
        return "{\"type\": \"track\", \"event\": \"Once\", \"userId\": \"u\", \"messageId\": \"m-%s\", \"properties\": {\"name\": \"%s\"}}"
                .formatted(unique, unique);
    }

    private JsonPath delivery() {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=m-" + unique)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
