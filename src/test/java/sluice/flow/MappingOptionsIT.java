package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** The options of a mapping, through the routes for one delivery and for many. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class MappingOptionsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void tidy() throws IOException {
        records().mend();
        Files.deleteIfExists(mappings.resolve("options-" + unique + ".yaml"));
    }

    @Test
    void sendsTheHeadersOfTheRulesWithEachWrite() throws IOException {
        deploy("duplicateRule: allowSave, assignmentRule: off");

        deliver(event(0, "1")).body("deliveries[0].created", equalTo(true));
        deliver(event(0, "2")).body("deliveries[0].created", equalTo(false));
        send(3, "3");
        await().atMost(SOON).untilAsserted(() -> assertThat(titles()).containsExactly("3", "3", "3"));

        assertThat(calls("create", "update", "collectionsCreate", "collectionsUpdate"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(call -> assertThat(call.path("headers").properties())
                        .as(call.toString())
                        .hasSize(2));
        assertThat(calls("query"))
                .allSatisfy(call ->
                        assertThat(call.has("headers")).as(call.toString()).isFalse());
    }

    @Test
    void showsTheHeadersInADryRun() throws IOException {
        deploy("assignmentRule: 01Q000000000001AAA");

        TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"dryRun\": true, \"event\": " + event(0, "1") + "}")
                .post("/api/deliver")
                .then()
                .body("deliveries[0].requests[0].headers", nullValue())
                .body("deliveries[0].requests[1].headers.'Sforce-Auto-Assign'", equalTo("01Q000000000001AAA"));
    }

    @Test
    void fillsOnlyWhatIsEmpty() throws IOException {
        deploy("fillOnlyEmpty: [Title, City]");
        deliver(event(0, "first")).body("deliveries[0].created", equalTo(true));
        deliver(event(1, "first")).body("deliveries[0].created", equalTo(true));

        deliver(eventWith(0, "\"Title\": \"second\", \"City\": \"Oslo\""))
                .body("deliveries[0].status", equalTo("delivered"));
        send(2, "third");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(calls("collectionsUpdate")).hasSize(1));
        assertThat(titles()).containsExactly("first", "first");
        assertThat(leads().get(0).path("City").asText()).isEqualTo("Oslo");
    }

    @Test
    void followsConvertedLeadsToTheirContacts() throws IOException {
        deploy("followConvertedLead: true, fillOnlyEmpty: [Phone]");
        for (int lead = 0; lead < 2; lead++) {
            String id = deliver(event(lead, "lead")).extract().path("deliveries[0].recordId");
            records().convert(id);
        }

        ValidatableResponse alone = deliver(event(0, "contact"));
        alone.body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].sObject", equalTo("Contact"))
                .body("deliveries[0].recordId", matchesPattern("003\\w{15}"))
                .body("deliveries[0].fields", contains("Company"))
                .body("deliveries[0].apiCalls", equalTo(2));
        send(3, "contacts");

        await().atMost(SOON).untilAsserted(() -> assertThat(titles()).containsExactly("lead", "lead", "contacts"));
        assertThat(records().of("Contact", "Title", "contacts"))
                .extracting(contact -> contact.path("Email").asText())
                .containsExactlyInAnyOrder("m0@" + unique + ".test", "m1@" + unique + ".test");
    }

    @Test
    void isRefusedConvertedLeadsOtherwise() throws IOException {
        deploy("sameRecord: inOrder");
        String id = deliver(event(0, "lead")).extract().path("deliveries[0].recordId");
        records().convert(id);

        deliver(event(0, "contact")).body("deliveries[0].errorCode", equalTo("CANNOT_UPDATE_CONVERTED_LEAD"));
    }

    private void deploy(String options) throws IOException {
        Files.writeString(
                mappings.resolve("options-" + unique + ".yaml"),
                """
                action: lead
                trigger: event = "Options %s"
                syncMode: upsert
                mapping:
                  traits: { Email: { "@path": $.properties.email } }
                  email: { "@path": $.properties.email }
                  company: C
                  last_name: L
                  customFields: { "@path": $.properties.fields }
                options: { %s }
                """
                        .formatted(unique, options));
        await().atMost(SOON).untilAsserted(() -> assertThat(TrackingApiIT.admin()
                        .contentType(ContentType.JSON)
                        .body("{\"dryRun\": true, \"event\": " + event(0, "0") + "}")
                        .post("/api/deliver")
                        .<List<String>>path("deliveries.mapping"))
                .hasSize(1));
    }

    private String event(int lead, String title) {
        return eventWith(lead, "\"Title\": \"%s\"".formatted(title));
    }

    private String eventWith(int lead, String fields) {
        return """
                {"type": "track", "event": "Options %s", "userId": "u", "messageId": "%s",
                 "properties": {"email": "m%d@%s.test", "fields": {%s}}}"""
                .formatted(unique, UUID.randomUUID(), lead, unique, fields);
    }

    private ValidatableResponse deliver(String event) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"event\": " + event + "}")
                .post("/api/deliver")
                .then()
                .statusCode(200);
    }

    private void send(int leads, String title) {
        String batch = IntStream.range(0, leads)
                .mapToObj(lead -> event(lead, title))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/v1/batch")
                .then()
                .statusCode(200);
    }

    private List<String> titles() {
        return leads().stream().map(lead -> lead.path("Title").asText()).toList();
    }

    private List<JsonNode> leads() {
        JsonNode all = records().get("/embedded-org/records.json?limit=100000&object=Lead");
        return StreamSupport.stream(all.path("Lead").spliterator(), false)
                .filter(row -> row.path("Email").asText().endsWith("@" + unique + ".test"))
                .toList();
    }

    /** Those of the kinds that are about this test's records. */
    private List<JsonNode> calls(String... kinds) {
        return StreamSupport.stream(
                        records().get("/embedded-org/calls").path("recent").spliterator(), false)
                .filter(call -> List.of(kinds).contains(call.path("kind").asText()))
                .filter(call -> call.toString().contains(unique))
                .toList();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
