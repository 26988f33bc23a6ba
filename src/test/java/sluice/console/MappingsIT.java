package sluice.console;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.TemporaryFolders;

/** An owner looks at the mappings that are deployed, and at what is wrong with the files. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class MappingsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MAPPING =
            """
            name: shown
            action: customObject
            trigger: type = "track" and event = "Shown"
            syncMode: upsert
            mapping:
              customObjectName: Subscription__c
              traits: { %s: { "@path": $.userId } }
              customFields: { Name: { "@path": $.userId } }
            """;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    @AfterEach
    void tidy() throws IOException {
        Files.deleteIfExists(mappings.resolve("shown.yaml"));
        Files.deleteIfExists(mappings.resolve("other.yaml"));
        await().atMost(SOON).untilAsserted(() -> listing().body("items.file", not(hasItem("shown.yaml"))));
    }

    @Test
    void showsWhatAMappingDoes() throws IOException {
        deploy("shown.yaml", MAPPING.formatted("Name"));

        await().atMost(SOON).untilAsserted(() -> listing().body("items.file", hasItem("shown.yaml")));
        shown("name", "shown")
                .body(path("enabled"), equalTo(true))
                .body(path("action"), equalTo("customObject"))
                .body(path("operation"), equalTo("upsert"))
                .body(path("sObject"), equalTo("Subscription__c"))
                .body(path("trigger"), equalTo("type = \"track\" and event = \"Shown\""))
                .body(path("batching"), equalTo(false))
                .body(path("problems"), empty())
                .body(path("warnings.with"), not(hasItem("other")));
    }

    @Test
    void showsTheFaultsOfAFileBesideWhatGoesOn() throws IOException {
        deploy("shown.yaml", MAPPING.formatted("Name"));
        await().atMost(SOON).untilAsserted(() -> listing().body("items.file", hasItem("shown.yaml")));

        deploy("shown.yaml", "action: dance\n");

        await().atMost(SOON).untilAsserted(() -> shown("problems[0].at", "/action"));
        shown("problems[0].line", 1).body(path("sObject"), equalTo("Subscription__c"));
    }

    @Test
    void showsAFileThatWasNeverInOrder() throws IOException {
        deploy("shown.yaml", "action: dance\n");

        await().atMost(SOON).untilAsserted(() -> shown("problems[0].at", "/action"));
        listing().body(path("name"), nullValue()).body(path("warnings"), nullValue());
    }

    @Test
    void showsWhatTwoMappingsMayDoTogether() throws IOException {
        deploy("shown.yaml", MAPPING.formatted("Name"));
        deploy("other.yaml", MAPPING.formatted("External_Id__c").replace("name: shown", "name: other"));

        await().atMost(SOON).untilAsserted(() -> listing().body(path("warnings.with"), hasItem("other")));
    }

    private void deploy(String file, String text) throws IOException {
        Files.writeString(mappings.resolve(file), text);
    }

    private static String path(String member) {
        return "items.find { it.file == 'shown.yaml' }." + member;
    }

    private static ValidatableResponse shown(String member, Object value) {
        return listing().body(path(member), equalTo(value));
    }

    private static ValidatableResponse listing() {
        return given().header("Authorization", "Bearer demo")
                .get("/api/mappings")
                .then()
                .statusCode(200);
    }
}
