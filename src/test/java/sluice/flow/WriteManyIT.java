package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.flow.write.BatchWriter;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.ledger.EventBody;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.ledger.State;
import sluice.salesforce.LocalOrg;

/** Events that wait together are written together; a request's events are on disk, and so wait, in one commit. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class WriteManyIT {
    private static final Duration SOON = Duration.ofMinutes(3);

    @Inject
    LocalOrg org;

    @Inject
    BatchWriter writer;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    @ConfigProperty(name = "routes.dir")
    Path routesDir;

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate routes;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private int requests;

    @BeforeEach
    void awaitQuiet() {
        Quiet.await();
    }

    @Test
    void upsertsAThousandByEmailInAtMostTwentyCalls() {
        long before = calls();

        send(1_000, this::lead);

        await().atMost(SOON).untilAsserted(() -> assertThat(written("Lead")).hasSize(1_000));
        assertThat(calls() - before).isLessThanOrEqualTo(20);
        awaitDelivered(1_000);

        send(1_000, this::lead);
        awaitDelivered(2_000);
        assertThat(written("Lead")).hasSize(1_000);
        assertThat(calls() - before).isLessThanOrEqualTo(40);
    }

    @Test
    void upsertsAThousandByExternalIdInAtMostSixCalls() {
        long before = calls();

        send(1_000, this::customer);

        await().atMost(SOON).untilAsserted(() -> assertThat(written("Contact")).hasSize(1_000));
        assertThat(calls() - before).isLessThanOrEqualTo(6);
        assertThat(written("Contact"))
                .allSatisfy(contact ->
                        assertThat(contact.path("External_Id__c").asText()).contains(unique));
    }

    @Test
    void deletesTogether() throws IOException {
        Path file = mappings.resolve("delete-leads.yaml");
        Files.writeString(
                file,
                """
                action: lead
                trigger: type = "track" and event = "Gone"
                syncMode: delete
                mapping: { traits: { Email: { "@path": $.properties.email } } }
                """);
        try {
            await().atMost(SOON).untilAsserted(() -> TrackingApiIT.admin()
                    .contentType(ContentType.JSON)
                    .body("{\"dryRun\":true,\"event\":%s}".formatted(gone(0)))
                    .post("/api/deliver")
                    .then()
                    .body("deliveries.size()", equalTo(1)));
            send(200, this::lead);
            awaitDelivered(200);
            long before = calls();

            send(100, this::gone);

            awaitDelivered(300);
            assertThat(written("Lead")).hasSize(100);
            assertThat(calls() - before).isEqualTo(2);
        } finally {
            Files.delete(file);
        }
    }

    private String gone(int i) {
        return "{\"type\":\"track\",\"event\":\"Gone\",\"messageId\":\"%s-%d-%d\",\"userId\":\"u\",\"properties\":{\"email\":\"m%d@%s.test\"}}"
                .formatted(unique, requests, i, i, unique);
    }

    @Test
    void makesThePlainCallsForOneAlone() {
        long before = calls();

        send(1, this::lead);
        await().atMost(SOON).untilAsserted(() -> assertThat(written("Lead")).hasSize(1));
        assertThat(calls() - before).isEqualTo(2);

        send(1, this::customer);
        await().atMost(SOON).untilAsserted(() -> assertThat(written("Contact")).hasSize(1));
        assertThat(calls() - before).isEqualTo(3);
    }

    @Test
    void hurtsNobodyElseByOneBadRecord() {
        send(200, i -> i == 77 ? identify(i, "\"email\":\"none\",\"company\":\"%s\"".formatted(unique)) : lead(i));

        await().atMost(SOON).untilAsserted(() -> assertThat(written("Lead")).hasSize(199));
        await().atMost(SOON).untilAsserted(() -> delivery(77)
                .body("items[0].state", equalTo("dead"))
                .body("items[0].errorCode", equalTo("INVALID_EMAIL_ADDRESS"))
                .body("items[0].fields[0]", equalTo("Email")));
    }

    @Test
    void keepsWhatIsKnownWhenARouteBreaks() throws IOException {
        // Given
        Path file = routesDir.resolve("write-together.yaml");
        String text = Files.readString(file);
        String broken = text.replace(
                "              - bean:\n                  id: next-call",
                """
                              - choice:
                                  when:
                                    - simple: ${header.call} == 'createMany'
                                      steps:
                                        - throwException:
                                            id: break-on-purpose
                                            exceptionType: java.lang.IllegalStateException
                                            message: broken by its owner
                              - bean:
                                  id: next-call"""
                        .indent(14)
                        .stripTrailing());
        assertThat(broken).isNotEqualTo(text);
        try {
            Files.writeString(file, broken);
            awaitBroken(true);

            // When
            send(5, this::lead);

            // Then
            awaitDelivered(5);
            assertThat(written("Lead")).hasSize(5);
            delivery(0).body("items[0].attempts", equalTo(1));
        } finally {
            Files.writeString(file, text);
            awaitBroken(false);
        }
    }

    @Test
    void refusesTheOneThatSeveralRecordsMatch() {
        String twice =
                """
                {"event": {"type": "identify", "userId": "u"}, "mappings": [{"action": "lead", "trigger": "type = \\"identify\\"",
                 "syncMode": "add", "mapping": {"last_name": "Twin", "company": "%s", "email": "m7@%s.test"}}]}"""
                        .formatted(unique, unique);
        for (int i = 0; i < 2; i++) {
            TrackingApiIT.admin()
                    .contentType(ContentType.JSON)
                    .body(twice)
                    .post("/api/deliver")
                    .then()
                    .statusCode(200);
        }

        send(50, this::lead);

        await().atMost(SOON).untilAsserted(() -> assertThat(written("Lead")).hasSize(51));
        await().atMost(SOON)
                .untilAsserted(() ->
                        delivery(7).body("items[0].state", equalTo("dead")).body("items[0].httpStatus", equalTo(300)));
    }

    @Test
    void createsNothingTwiceWhenAnAnswerIsLost() {
        records().fault("{\"kind\":\"reset\",\"at\":\"after\",\"method\":\"POST\",\"path\":\"composite/sobjects$\"}");

        send(200, this::lead);

        awaitDelivered(200);
        assertThat(written("Lead")).hasSize(200);
    }

    @Test
    void sendsAllOfItAgainWhenTheSessionHasExpired() {
        send(1, this::lead);
        awaitDelivered(1);
        records().fault("{\"kind\":\"expireSessions\",\"method\":\"POST\",\"path\":\"composite/sobjects$\"}");

        send(200, this::lead);

        awaitDelivered(201);
        assertThat(written("Lead")).hasSize(200);
    }

    @Test
    void writesAllTheSameWhenSalesforceIsBusy() {
        records().fault("{\"kind\":\"status\",\"status\":503,\"method\":\"POST\",\"path\":\"composite/sobjects$\"}");
        records().fault("{\"kind\":\"status\",\"status\":400,\"body\":[],\"path\":\"/query\"}");
        records().fault("{\"kind\":\"row\",\"object\":\"Lead\",\"skip\":3}");

        send(20, this::lead);

        awaitDelivered(20);
        assertThat(written("Lead")).hasSize(20);
        assertThat(records().get("/embedded-org/faults").toString()).doesNotContain("\"hits\":0");
    }

    @Test
    void readsAllPagesOfALookup() {
        String page =
                """
                {"kind": "status", "status": 200, "method": "GET", "path": "/query%s", "body":
                 {"totalSize": 1, "done": %s, "nextRecordsUrl": %s, "records": [%s]}}""";
        String row = "{\"Id\": \"00Q000000999999EAA\", \"Email\": \"m1@%s.test\"}".formatted(unique);
        String next = "\"/services/data/v62.0/query/01g-1\"";
        records().fault(page.formatted("/01g-1$", true, "null", row));
        records().fault(page.formatted("/?$", false, next, ""));

        send(2, this::lead);

        awaitDelivered(2);
        assertThat(written("Lead")).hasSize(2);
        assertThat(records().get("/embedded-org/calls").path("recent").findValuesAsText("path"))
                .contains("/services/data/v62.0/query/01g-1", "/services/data/v62.0/sobjects/Lead/00Q000000999999EAA");
    }

    @Test
    void updatesByExternalIdInOneCall() {
        update("none-" + unique)
                .body("deliveries[0].status", equalTo("skipped"))
                .body("deliveries[0].httpStatus", equalTo(404))
                .body("deliveries[0].errorCode", equalTo("NO_RECORD_FOUND"))
                .body("deliveries[0].apiCalls", equalTo(1));
        send(1, this::customer);
        awaitDelivered(1);

        update(unique + "-0")
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(false))
                .body("deliveries[0].apiCalls", equalTo(1));
        assertThat(written("Contact"))
                .singleElement()
                .satisfies(contact -> assertThat(contact.path("Title").asText()).isEqualTo("Changed"));
    }

    @Test
    void sendsNothingWhenTheClaimHasRunOut() {
        long before = calls();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(List.of(lapsed(1), lapsed(2)));

        writer.plan(exchange);
        writer.next(exchange);
        assertThat(exchange.getMessage().getHeader("call")).isEqualTo("none");
        writer.settle(exchange);
        assertThat((List<?>) exchange.getMessage().getBody()).hasSize(2).allSatisfy(this::isToBeTriedAgain);
        isToBeTriedAgain(routes.requestBody("direct:write-delivery", lapsed(3)));
        assertThat(calls()).isEqualTo(before);
    }

    private void isToBeTriedAgain(Object settlement) {
        assertThat(((Settlement) settlement).outcome()).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
            assertThat(retry.counted()).isFalse();
            assertThat(retry.uncertain()).isFalse();
            assertThat(retry.answer().errorCode()).isEqualTo("LEASE_LAPSED");
        });
    }

    private Delivery lapsed(int i) {
        Instant past = Instant.now().minusSeconds(60);
        return new Delivery(
                0,
                "test",
                "m" + i,
                "leads-from-identify",
                "lead",
                State.SENDING,
                1,
                Doubt.NONE,
                past,
                past,
                past,
                1,
                past,
                EventBody.of(lead(i)));
    }

    private ValidatableResponse update(String key) {
        String call =
                """
                {"event": {"type": "identify", "userId": "%s"}, "mappings": [
                  {"action": "contact", "trigger": "type = \\"identify\\"", "syncMode": "update", "mapping":
                    {"traits": {"External_Id__c": {"@path": "$.userId"}}, "customFields": {"Title": "Changed"}}}]}"""
                        .formatted(key);
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(call)
                .post("/api/deliver")
                .then()
                .statusCode(200);
    }

    private void awaitBroken(boolean broken) {
        await().atMost(SOON).untilAsserted(() -> assertThat(camel.getProcessor("break-on-purpose") != null)
                .isEqualTo(broken));
    }

    private void awaitDelivered(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(delivered()).isEqualTo(count));
    }

    private long delivered() {
        return IntStream.range(0, 3)
                .mapToObj(page -> TrackingApiIT.admin()
                        .get("/api/deliveries?state=delivered&limit=1000&offset=" + page * 1_000)
                        .<List<String>>path("items.messageId"))
                .flatMap(List::stream)
                .filter(messageId -> messageId.startsWith(unique))
                .count();
    }

    private String lead(int i) {
        return identify(i, "\"email\":\"m%d@%s.test\",\"company\":\"%s\"".formatted(i, unique, unique));
    }

    private String customer(int i) {
        return identify(i, "\"customer\":true,\"email\":\"c%d@%s.test\"".formatted(i, unique));
    }

    private String identify(int i, String traits) {
        return "{\"type\":\"identify\",\"messageId\":\"%s-%d-%d\",\"userId\":\"%s-%d\",\"traits\":{\"last_name\":\"L\",%s}}"
                .formatted(unique, requests, i, unique, i, traits);
    }

    private void send(int count, IntFunction<String> event) {
        requests++;
        String batch = IntStream.range(0, count).mapToObj(event).collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(batch)
                .post("/v1/batch")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse delivery(int i) {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=%s-%d-%d".formatted(unique, requests, i))
                .then();
    }

    private List<JsonNode> written(String sObject) {
        JsonNode all = records().get("/embedded-org/records.json?limit=100000&object=" + sObject);
        return StreamSupport.stream(all.path(sObject).spliterator(), false)
                .filter(row -> row.path("Email").asText().endsWith("@" + unique + ".test"))
                .toList();
    }

    private long calls() {
        JsonNode counts = records().get("/embedded-org/calls").path("counts");
        return counts.properties().stream()
                .filter(kind -> !List.of("describe", "token").contains(kind.getKey()))
                .mapToLong(kind -> kind.getValue().asLong())
                .sum();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
