package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import sluice.EmbeddedOrgRecords;
import sluice.salesforce.LocalOrg;

/** Events of batching mappings: what such a test deploys, sends and looks at. */
abstract class BulkScene {
    static final Duration SOON = Duration.ofMinutes(3);
    static final String JOBS = "/services/data/v62.0/jobs/ingest";
    static final String UPSERT =
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

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    final String unique = UUID.randomUUID().toString().substring(0, 8);
    final String mapping = "bulk-" + unique;

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

    private String token() {
        return given().baseUri(org.start().toString())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "test")
                .formParam("client_secret", "test")
                .post("/services/oauth2/token")
                .path("access_token");
    }

    /** Calls the org itself. */
    final RequestSpecification org() {
        return given().baseUri(org.start().toString())
                .header("Authorization", "Bearer " + token())
                .contentType(ContentType.JSON);
    }

    final List<String> openJobs() {
        return org().get(JOBS).path("records.findAll { it.state == 'Open' }.id");
    }

    final void deploy(String definition) throws IOException {
        deploy(mapping, unique, definition);
    }

    /** Another mapping, for events that bear its name too. */
    final void deployAlso(String name, String definition) throws IOException {
        deploy(mapping + "-" + name, unique + "-" + name, definition);
    }

    final void deploy(String mapping, String event, String definition) throws IOException {
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

    final String person(int i) {
        return ("{\"type\":\"track\",\"event\":\"%1$s\",\"userId\":\"u\",\"properties\":{\"name\":\"n%2$d\","
                        + "\"email\":\"p%2$d@%1$s.test\",\"key\":\"%1$s-%2$d\",\"title\":\"T\"}}")
                .formatted(unique, i);
    }

    final void send(int count, IntFunction<String> event) {
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

    final ValidatableResponse delivery(int i) {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=%s-%s-%d".formatted(unique, last, i))
                .then();
    }

    final io.restassured.response.Response jobs() {
        return TrackingApiIT.admin().get("/api/jobs?mapping=" + mapping);
    }

    final void awaitDelivered(int count) {
        await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                .get("/api/deliveries?state=delivered&mapping=" + mapping)
                .then()
                .body("total", equalTo(count)));
    }

    final List<JsonNode> leads() {
        JsonNode all = records().get("/embedded-org/records.json?limit=100000&object=Lead");
        return StreamSupport.stream(all.path("Lead").spliterator(), false)
                .filter(row -> row.path("External_Id__c").asText().startsWith(unique)
                        || row.path("Email").asText().endsWith("@" + unique + ".test"))
                .toList();
    }

    final EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
