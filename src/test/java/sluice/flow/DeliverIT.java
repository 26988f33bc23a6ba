package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** {@code POST /api/deliver}, {@code /api/evaluate} and {@code /api/triggers/evaluate} against the embedded org. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class DeliverIT {
    @Inject
    LocalOrg org;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void createsThenUpdatesOneRecord() {
        deliver(identify("a@" + unique + ".test", "First"), "upsert")
                .body("deliveries", hasSize(1))
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(true))
                .body("deliveries[0].httpStatus", equalTo(201))
                .body("deliveries[0].recordId", matchesPattern("00Q\\w{15}"))
                .body("deliveries[0].apiCalls", equalTo(2));
        deliver(identify("A@" + unique + ".TEST", "Second"), "upsert")
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(false))
                .body("deliveries[0].httpStatus", equalTo(204));

        assertThat(records().of("Lead", "LastName", "Second"))
                .filteredOn(lead -> lead.path("Email").asText().contains(unique))
                .hasSize(1);
    }

    @Test
    void addsOnlyOnceAndDeletes() {
        String event = identify("b@" + unique + ".test", "B");
        deliver(event, "add").body("deliveries[0].status", equalTo("delivered"));
        deliver(event, "add")
                .body("deliveries[0].status", equalTo("skipped"))
                .body("deliveries[0].errorCode", equalTo("RECORD_EXISTS"))
                .body("deliveries[0].recordId", matchesPattern("00Q\\w{15}"));
        deliver(event, "delete").body("deliveries[0].status", equalTo("delivered"));
        deliver(event, "delete")
                .body("deliveries[0].status", equalTo("skipped"))
                .body("deliveries[0].httpStatus", equalTo(404));
        deliver(event, "update").body("deliveries[0].status", equalTo("skipped"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Neil",
                "back\\slash",
                "\\' OR Name != '",
                "100% _ *",
                "tab\tand\nbreak",
                "😀 Żółw",
                "\"quoted\"",
                "'"
            })
    void writesAndFindsAnyTextExactly(String name) {
        String lastName = name + " " + unique;
        String event =
                "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"last_name\":%s}}".formatted(quote(lastName));
        String matcher = "{\"LastName\":{\"@path\":\"$.traits.last_name\"}}";

        deliver(event, "upsert", matcher).body("deliveries[0].created", equalTo(true));
        deliver(event, "upsert", matcher)
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(false));

        assertThat(records().of("Lead", "LastName", lastName)).hasSize(1);
    }

    @Test
    void tellsWhySalesforceRefuses() {
        deliver(identify("no-email", "C"), "upsert")
                .body("deliveries[0].status", equalTo("failed"))
                .body("deliveries[0].httpStatus", equalTo(400))
                .body("deliveries[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS"))
                .body("deliveries[0].fields", contains("Email"))
                .body("deliveries[0].retryable", equalTo(false));
    }

    @Test
    void tellsWhyAMappingRefuses() {
        deliver("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"email\":\"x@y.test\"}}", "upsert")
                .body("deliveries[0].status", equalTo("failed"))
                .body("deliveries[0].errorCode", equalTo("REQUIRED_FIELD_MISSING"))
                .body("deliveries[0].apiCalls", equalTo(0));
    }

    @Test
    void logsWhatDeployedMappingsDoAndIgnoresRepetitions() {
        String event =
                "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"m-%s\",\"traits\":{\"email\":\"d@%s.test\",\"last_name\":\"D\",\"company\":\"C\"}}"
                        .formatted(unique, unique);
        post("{\"event\":" + event + "}").body("deliveries[0].created", equalTo(true));
        post("{\"event\":" + event + "}").body("deliveries[0].created", equalTo(false));

        TrackingApiIT.admin()
                .get("/api/deliveries?messageId=m-" + unique)
                .then()
                .body("total", equalTo(2))
                .body("items[0].state", equalTo("delivered"));
    }

    @Test
    void givesAnEmptyListForAnEventThatMatchesNothing() {
        post("{\"event\":{\"type\":\"track\",\"event\":\"Nobody cares\",\"userId\":\"u\"}}")
                .body("deliveries", empty());
    }

    @Test
    void contactsNobodyInADryRun() {
        Quiet.await();
        int before = records().get("/embedded-org/calls").path("total").asInt();

        post("{\"dryRun\":true,\"event\":" + identify("e@x.test", "E") + "}")
                .body("deliveries[0].status", equalTo("planned"))
                .body("deliveries[0].requests.when", contains("always", "found", "none"));

        assertThat(records().get("/embedded-org/calls").path("total").asInt()).isEqualTo(before);
    }

    @Test
    void refusesCallsThatAreWrong() {
        call("/api/deliver", "{}").statusCode(400);
        call("/api/deliver", "nonsense").statusCode(400);
        call("/api/deliver", "{\"event\":{},\"events\":[]}").statusCode(400);
        call("/api/deliver", "{\"events\":[1]}").statusCode(400);
        call("/api/deliver", "{\"event\":{},\"dryrun\":true}").statusCode(400);
        call("/api/deliver", "{\"event\":{},\"dryRun\":\"true\"}").statusCode(400);
        call("/api/deliver", "{\"event\":{},\"mappings\":[{\"action\":\"nonsense\"}]}")
                .statusCode(422)
                .body("errors.size()", greaterThan(0))
                .body("errors[0].at", containsString("/mappings/0/"));
        given().body("{}").post("/api/deliver").then().statusCode(401);
        given().header("Authorization", "Bearer wrong")
                .body("{}")
                .post("/api/deliver")
                .then()
                .statusCode(401);
    }

    @Test
    void evaluatesMappingsAndTriggers() {
        call("/api/evaluate", "{\"mapping\":{\"a\":{\"@path\":\"$.x\"}},\"event\":{\"x\":1}}")
                .statusCode(200)
                .body("value.a", equalTo(1));
        call("/api/evaluate", "{\"mapping\":{\"@path\":\"$.y\"},\"event\":{\"x\":1}}")
                .statusCode(200)
                .body("isEmpty()", equalTo(true));
        call("/api/evaluate", "{\"mapping\":{\"@path\":\"$.x\"},\"event\":[{\"x\":1},{\"x\":2}]}")
                .statusCode(200)
                .body("values", contains(1, 2));
        call("/api/evaluate", "{\"mapping\":{\"a\":{\"@path\":1},\"b\":{\"@if\":{}}},\"event\":{}}")
                .statusCode(422)
                .body("errors", hasSize(2))
                .body("errors[0].at", containsString("/a/@path"));
        call("/api/triggers/evaluate", "{\"trigger\":\"type = \\\"track\\\"\",\"event\":{\"type\":\"track\"}}")
                .statusCode(200)
                .body("matches", equalTo(true));
        call("/api/triggers/evaluate", "{\"trigger\":\"type != null\"}")
                .statusCode(200)
                .body("matches", equalTo(false));
        call("/api/triggers/evaluate", "{\"trigger\":\"type != null\",\"event\":null}")
                .statusCode(422)
                .body("errors[0].at", equalTo("/event"));
        call("/api/triggers/evaluate", "{\"trigger\":\"nonsense = \",\"event\":{}}")
                .statusCode(422)
                .body("errors.size()", greaterThan(0));
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }

    private static String identify(String email, String lastName) {
        return "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"email\":\"%s\",\"last_name\":\"%s\",\"company\":\"C\"}}"
                .formatted(email, lastName);
    }

    private static ValidatableResponse deliver(String event, String syncMode) {
        return deliver(event, syncMode, "{\"Email\":{\"@path\":\"$.traits.email\"}}");
    }

    private static ValidatableResponse deliver(String event, String syncMode, String matchers) {
        String mapping =
                """
                {"action": "lead", "trigger": "type = \\"identify\\"", "syncMode": "%s", "useDefaults": true,
                 "mapping": {"traits": %s, "customFields": {"Company": "C"}}}
                """
                        .formatted(syncMode, matchers);
        return post("{\"event\":%s,\"mappings\":[%s]}".formatted(event, mapping));
    }

    private static ValidatableResponse post(String body) {
        return call("/api/deliver", body).statusCode(200);
    }

    private static ValidatableResponse call(String path, String body) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(path)
                .then();
    }

    private static String quote(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
