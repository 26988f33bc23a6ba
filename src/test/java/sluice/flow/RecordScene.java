package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import sluice.EmbeddedOrgRecords;
import sluice.salesforce.LocalOrg;

/** Events that wait together for mappings of their own: what such a test deploys, sends and looks at. */
abstract class RecordScene {
    static final Duration SOON = Duration.ofMinutes(3);

    /** Leads found by their address; what waits of one is merged. To be formatted with the custom fields. */
    static final String MERGED =
            """
            action: lead
            syncMode: upsert
            mapping:
              traits: { Email: { "@path": $.properties.email } }
              last_name: L
              company: C
              email: { "@path": $.properties.email }
              customFields: %s
            options: { sameRecord: merge }
            """;

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> deployed = new ArrayList<>();

    /** What became of an event by one mapping. */
    record Told(
            int event,
            String mapping,
            String state,
            int attempts,
            boolean created,
            int httpStatus,
            String errorCode,
            int apiCalls) {}

    @BeforeEach
    void awaitQuiet() {
        Quiet.await();
    }

    @AfterEach
    void tidy() throws IOException {
        records().mend();
        try (Stream<Path> files = Files.list(mappings)) {
            for (Path file :
                    files.filter(file -> file.toString().contains(unique)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** For the events of this test. */
    final void deploy(String name, String definition) throws IOException {
        String mapping = name + "-" + unique;
        Files.writeString(
                mappings.resolve(mapping + ".yaml"),
                "trigger: type = \"track\" and event = \"%s\"\n%s".formatted(unique, definition));
        deployed.add(mapping);
        await().atMost(SOON).untilAsserted(() -> assertThat(TrackingApiIT.admin()
                        .contentType(ContentType.JSON)
                        .body("{\"dryRun\": true, \"event\": %s}".formatted(event(0, "{}")))
                        .post("/api/deliver")
                        .<List<String>>path("deliveries.mapping"))
                .containsExactlyInAnyOrderElementsOf(deployed));
    }

    /** On disk, and so waiting, in one commit. */
    final void send(List<String> properties) {
        List<String> events = IntStream.range(0, properties.size())
                .mapToObj(i -> event(i, properties.get(i)))
                .toList();
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body("{\"batch\": [" + String.join(",", events) + "]}")
                .post("/v1/batch")
                .then()
                .statusCode(200);
    }

    private String event(int number, String properties) {
        return "{\"messageId\": \"%s-%d\", \"type\": \"track\", \"event\": \"%s\", \"userId\": \"u\", \"properties\": %s}"
                .formatted(unique, number, unique, properties);
    }

    /** In the order of the events. */
    final List<Told> told() {
        List<Told> told = new ArrayList<>();
        for (String mapping : deployed) {
            JsonNode page = TrackingApiIT.admin()
                    .get("/api/deliveries?limit=1000&mapping=" + mapping)
                    .as(JsonNode.class);
            page.path("items").forEach(item -> told.add(told(mapping, item)));
        }
        return told.stream().sorted(Comparator.comparing(Told::event)).toList();
    }

    private Told told(String mapping, JsonNode item) {
        return new Told(
                Integer.parseInt(item.path("messageId").asText().substring(unique.length() + 1)),
                mapping.substring(0, mapping.length() - unique.length() - 1),
                item.path("state").asText(),
                item.path("attempts").asInt(),
                item.path("created").asBoolean(),
                item.path("httpStatus").asInt(),
                item.path("errorCode").asText(),
                item.path("apiCalls").asInt());
    }

    final void awaitStates(String... states) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told()).extracting(Told::state).containsOnly(states));
    }

    /** The records of this test, by what is in their external id. */
    final List<JsonNode> written(String sObject) {
        JsonNode all = records().get("/embedded-org/records.json?limit=100000&object=" + sObject);
        return StreamSupport.stream(all.path(sObject).spliterator(), false)
                .filter(row -> row.path("External_Id__c").asText().startsWith(unique))
                .toList();
    }

    /** The calls of a kind that name something of this test. */
    final List<JsonNode> calls(String kind) {
        return StreamSupport.stream(
                        records().get("/embedded-org/calls").path("recent").spliterator(), false)
                .filter(call -> call.path("kind").asText().equals(kind))
                .filter(call -> call.toString().contains(unique))
                .toList();
    }

    /** Calls the org itself. */
    final RequestSpecification org() {
        String token = given().baseUri(org.start().toString())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "test")
                .formParam("client_secret", "test")
                .post("/services/oauth2/token")
                .path("access_token");
        return given().baseUri(org.start().toString())
                .basePath("/services/data/v62.0")
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON);
    }

    final EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
