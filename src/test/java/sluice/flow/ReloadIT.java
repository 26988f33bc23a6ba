package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.TemporaryFolders;

/** An owner edits mappings and routes while the service runs. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class ReloadIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MAPPING =
            """
            action: customObject
            trigger: type = "track" and event = "Reloaded"
            syncMode: add
            mapping:
              customObjectName: Subscription__c
              customFields: { Name: %s }
            """;
    private static final String ROUTE =
            """
            - route:
                id: hello
                description: Says hello
                from:
                  uri: platform-http:/hello
                  steps:
                    - setBody:
                        constant: %s
            """;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    @ConfigProperty(name = "routes.dir")
    Path routes;

    @AfterEach
    void tidy() throws IOException {
        Files.deleteIfExists(mappings.resolve("reloaded.yaml"));
        Files.deleteIfExists(routes.resolve("hello.yaml"));
    }

    @Test
    void takesUpAddedEditedAndDeletedMappings() throws IOException {
        Path file = mappings.resolve("reloaded.yaml");

        Files.writeString(file, MAPPING.formatted("One"));
        await().atMost(SOON).untilAsserted(() -> assertThat(plannedName()).isEqualTo("One"));

        Files.writeString(file, MAPPING.formatted("Two"));
        await().atMost(SOON).untilAsserted(() -> assertThat(plannedName()).isEqualTo("Two"));

        Files.writeString(file, MAPPING.formatted("{ \"@path\": 7 }"));
        await().during(Duration.ofSeconds(3)).atMost(SOON).untilAsserted(() -> assertThat(plannedName())
                .isEqualTo("Two"));

        Files.delete(file);
        await().atMost(SOON).untilAsserted(() -> assertThat(plannedName()).isNull());
    }

    @Test
    void takesUpAddedEditedAndDeletedRoutes() throws IOException {
        Path file = routes.resolve("hello.yaml");

        Files.writeString(file, ROUTE.formatted("one"));
        await().atMost(SOON).untilAsserted(() -> hello(200, "one"));

        Files.writeString(file, ROUTE.formatted("two"));
        await().atMost(SOON).untilAsserted(() -> hello(200, "two"));

        Files.writeString(file, ROUTE.formatted("three") + "- route: { id: broken, from: { uri: nonsense:x } }\n");
        await().during(Duration.ofSeconds(3)).atMost(SOON).untilAsserted(() -> hello(200, "two"));

        Files.delete(file);
        await().atMost(SOON).untilAsserted(() -> given().get("/hello").then().statusCode(404));
    }

    @Test
    void takesEventsFromARouteOfTheOwners() throws IOException {
        Path inbox = routes.resolveSibling("inbox");
        Path file = routes.resolve("hello.yaml");
        Files.writeString(
                file,
                """
                - route:
                    id: receive-files
                    description: Events as files
                    from:
                      uri: file:%s
                      steps:
                        - bean: { ref: plainEvents, method: read }
                        - to: direct:select-actions
                """
                        .formatted(inbox));
        Files.createDirectories(inbox);
        Files.writeString(
                inbox.resolve("one.json"),
                "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"from-a-file\",\"traits\":{\"email\":\"f@x.test\"}}");

        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .get("/api/deliveries?messageId=from-a-file")
                .then()
                .body("total", equalTo(1)));
    }

    @Test
    void keepsTheRoutesOfAFileThatIsEmptiedOrCallsARouteThatIsNot() throws IOException {
        Path file = routes.resolve("hello.yaml");
        Files.writeString(file, ROUTE.formatted("one"));
        await().atMost(SOON).untilAsserted(() -> hello(200, "one"));

        Files.writeString(file, "");
        await().during(Duration.ofSeconds(3)).atMost(SOON).untilAsserted(() -> hello(200, "one"));

        Files.writeString(file, ROUTE.formatted("two") + "        - to: direct:nowhere\n");
        await().during(Duration.ofSeconds(3)).atMost(SOON).untilAsserted(() -> hello(200, "one"));
    }

    @Test
    void changesTheFlowOfEventsWithoutARestart() throws IOException {
        Path file = routes.resolve("select-actions.yaml");
        String deployed = Files.readString(file);
        try {
            Files.writeString(
                    file,
                    deployed.replace(
                            "        - bean:\n            id: match-mappings",
                            "        - throwException:\n            exceptionType: java.lang.IllegalStateException\n"
                                    + "            message: closed for today\n        - bean:\n            id: match-mappings"));
            await().atMost(SOON).untilAsserted(() -> track().statusCode(503));
        } finally {
            Files.writeString(file, deployed);
        }
        await().atMost(SOON).untilAsserted(() -> track().statusCode(200));
    }

    private static io.restassured.response.ValidatableResponse track() {
        return given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body("{\"userId\":\"u\",\"event\":\"Any\"}")
                .post("/v1/track")
                .then();
    }

    private static void hello(int status, String body) {
        given().get("/hello").then().statusCode(status).body(equalTo(body));
    }

    private static String plannedName() {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":true,\"event\":{\"type\":\"track\",\"event\":\"Reloaded\",\"userId\":\"u\"}}")
                .post("/api/deliver")
                .then()
                .statusCode(200)
                .extract()
                .path("deliveries.find { it.mapping == 'reloaded' }?.requests?.get(0)?.body?.Name");
    }
}
