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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** The options of a mapping, through the routes for one delivery and for many. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class MappingOptionsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String[] ALL_KINDS = {
        "query", "create", "update", "delete", "collectionsCreate", "collectionsUpdate"
    };

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void awaitQuiet() {
        Quiet.await();
    }

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

    @Test
    void mergesAThousandEventsOfOneRecord() throws IOException {
        deploy("sameRecord: merge");

        send(IntStream.range(0, 1_000).mapToObj(this::change).toList());

        awaitStates(1_000, "delivered");
        assertThat(leads()).singleElement().satisfies(lead -> {
            assertThat(lead.path("Title").asText()).isEqualTo("t999");
            assertThat(lead.hasNonNull("City")).as("cleared by the later null").isFalse();
            assertThat(lead.path("Phone").asText())
                    .as("kept by all that lack it")
                    .isEqualTo("1");
        });
        assertThat(calls(ALL_KINDS)).hasSizeLessThanOrEqualTo(6);
    }

    private String change(int i) {
        String more =
                switch (i) {
                    case 300 -> ", \"Phone\": \"1\"";
                    case 500 -> ", \"City\": \"Oslo\"";
                    case 700 -> ", \"City\": null";
                    default -> "";
                };
        return eventWith(0, "\"Title\": \"t%d\"".formatted(i) + more);
    }

    @Test
    void hurtsNoOtherOfAMergedWriteByOneBadEvent() throws IOException {
        deploy("sameRecord: merge");
        List<String> events = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> event(i % 2, "t" + i)).toList());
        events.set(77, eventWith(1, "\"Title\": \"bad\", \"Phone\": \"%s\"".formatted("1".repeat(41))));

        send(events);

        awaitStates(199, "delivered");
        awaitStates(1, "dead");
        assertThat(titles()).containsExactlyInAnyOrder("t198", "t199");
        assertThat(calls(ALL_KINDS)).hasSizeLessThanOrEqualTo(40);
        dead().body("items[0].errorCode", equalTo("STRING_TOO_LONG")).body("items[0].fields[0]", equalTo("Phone"));
    }

    @Test
    void writesMergedEventsAgainThatSalesforceCouldNotTake() throws IOException {
        deploy("sameRecord: merge");
        deliver(event(0, "first"));
        records().fault("{\"kind\": \"row\", \"object\": \"Lead\", \"errorCode\": \"UNABLE_TO_LOCK_ROW\"}");

        send(IntStream.range(0, 100).mapToObj(i -> event(0, "t" + i)).toList());

        awaitStates(101, "delivered");
        assertThat(titles()).containsExactly("t99");
        assertThat(calls("update")).hasSizeLessThanOrEqualTo(4);
    }

    /** Upserts, then deletes, then an upsert of a new record: each kind is one write, in order. */
    @Test
    void mergesNothingAcrossOperations() throws IOException {
        deploy("sameRecord: merge", "", "operation: { \"@path\": $.properties.fields.Title }");

        send(Stream.of("upsert", "upsert", "delete", "delete", "delete", "upsert")
                .map(operation -> event(0, operation))
                .toList());

        awaitStates(6, "delivered");
        assertThat(leads()).hasSize(1);
        assertThat(calls("create")).hasSize(2);
        assertThat(calls(ALL_KINDS)).as("the call that deletes does not tell").hasSize(5);
    }

    private void deploy(String options) throws IOException {
        deploy(options, "syncMode: upsert", "");
    }

    private void deploy(String options, String syncMode, String operation) throws IOException {
        Files.writeString(
                mappings.resolve("options-" + unique + ".yaml"),
                """
                action: lead
                trigger: event = "Options %s"
                %s
                mapping:
                  %s
                  traits: { Email: { "@path": $.properties.email } }
                  email: { "@path": $.properties.email }
                  company: C
                  last_name: L
                  customFields: { "@path": $.properties.fields }
                options: { %s }
                """
                        .formatted(unique, syncMode, operation, options));
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
        send(IntStream.range(0, leads).mapToObj(lead -> event(lead, title)).toList());
    }

    private void send(List<String> events) {
        String batch = "{\"batch\":[" + String.join(",", events) + "]}";
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/v1/batch")
                .then()
                .statusCode(200);
    }

    private void awaitStates(int count, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(TrackingApiIT.admin()
                        .get("/api/deliveries?limit=1000&state=%s&mapping=options-%s".formatted(state, unique))
                        .<Integer>path("total"))
                .isEqualTo(count));
    }

    private ValidatableResponse dead() {
        return TrackingApiIT.admin()
                .get("/api/deliveries?state=dead&mapping=options-" + unique)
                .then();
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
