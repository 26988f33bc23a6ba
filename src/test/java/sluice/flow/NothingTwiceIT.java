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
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.ledger.EventBody;
import sluice.ledger.State;
import sluice.salesforce.LocalOrg;

/** What becomes of a create whose answer never comes, and of one that somebody else was faster with. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class NothingTwiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);
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

    @Inject
    ProducerTemplate routes;

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
        Files.deleteIfExists(mappings.resolve(mapping() + ".yaml"));
    }

    @ParameterizedTest
    @CsvSource({
        "idempotencyField: Event_Id__c, reset,  after,  delivered, 1",
        "uncertainCreate: verify,       reset,  after,  delivered, 1",
        "uncertainCreate: verify,       reset,  before, delivered, 1",
        "uncertainCreate: deadLetter,   reset,  after,  dead,      1",
        "'',                            reset,  after,  dead,      1",
        "uncertainCreate: retry,        reset,  after,  delivered, 2",
        "'',                            408,    after,  dead,      1",
        "'',                            502,    after,  dead,      1",
        "'',                            504,    after,  dead,      1",
        "uncertainCreate: verify,       504,    after,  delivered, 1",
        "'',                            200,    after,  dead,      1",
        "uncertainCreate: verify,       200,    before, delivered, 1",
        "'',                            500,    before, delivered, 1",
        "'',                            503,    before, delivered, 1"
    })
    void makesOneRecordWhenTheAnswerIsLost(String option, String fault, String moment, String state, int written)
            throws IOException {
        // Given
        deploy(option, mapping());
        fail(fault, moment);

        // When
        track();

        // Then
        awaitDelivery(state);
        assertThat(records().of("Subscription__c", "Name", unique)).hasSize(written);
    }

    @ParameterizedTest
    @CsvSource({
        "uncertainCreate: verify, after,  false, delivered, 1",
        "uncertainCreate: verify, before, false, delivered, 1",
        "idempotencyField: Event_Id__c, after, false, dead, 1",
        "'idempotencyField: Event_Id__c, uncertainCreate: verify', after,  false, delivered, 1",
        "'idempotencyField: Event_Id__c, uncertainCreate: verify', before, false, delivered, 1",
        "'',                      after,  false, dead,      1",
        "'',                      after,  true,  delivered, 2"
    })
    void makesADeadCreateAgainWhenItIsProvenAbsentOrForced(
            String option, String moment, boolean force, String state, int written) throws IOException {
        // Given
        deploy("", mapping());
        fail("reset", moment);
        track();
        awaitDelivery("dead");
        String edited = "duplicateRule: allowSave" + (option.isEmpty() ? "" : ", " + option);
        deploy(edited, "Sforce-Duplicate-Rule-Header");

        // When
        replay(force).body("replayed", equalTo(1)).body("uncertain", equalTo(force ? 0 : 1));

        // Then
        awaitDelivery(state);
        assertThat(records().of("Subscription__c", "Name", unique)).hasSize(written);
    }

    @Test
    void makesOneRecordOfAnEventWhoseMessageIdIsNoPartOfAPath() throws IOException {
        deploy("idempotencyField: Event_Id__c", mapping());
        String delivery = "{\"event\": " + event().replace("m-" + unique, "m/" + unique + ".inc") + "}";

        deliver(delivery)
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(true));
        deliver(delivery)
                .body("deliveries[0].status", equalTo("delivered"))
                .body("deliveries[0].created", equalTo(false));

        assertThat(records().of("Subscription__c", "Name", unique)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-10, 1", "10, 2"})
    void takesForItsOwnOnlyWhatWasMadeSinceItWasSent(int minutes, int written) throws IOException {
        deploy("uncertainCreate: verify", mapping());
        track();
        awaitDelivery("delivered");

        routes.requestBody("direct:write-delivery", uncertain(Instant.now().plus(Duration.ofMinutes(minutes))));

        assertThat(records().of("Subscription__c", "Name", unique)).hasSize(written);
    }

    /** A status is one of a proxy, which has no words of Salesforce. */
    private static String kind(String fault) {
        return fault.equals("reset")
                ? "\"kind\": \"reset\""
                : "\"kind\": \"status\", \"status\": %s, \"body\": %s"
                        .formatted(fault, fault.equals("200") ? "\"blocked\"" : "null");
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

    private String mapping() {
        return "once-" + unique;
    }

    /** Until a dry run shows the sign of it. */
    private void deploy(String options, String sign) throws IOException {
        Files.writeString(mappings.resolve(mapping() + ".yaml"), MAPPING.formatted(options));
        String dryRun = "{\"dryRun\": true, \"event\": " + event() + "}";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(deliver(dryRun).extract().asString()).contains(sign));
    }

    /** The next create, before or after it is done. */
    private void fail(String fault, String moment) {
        records().fault("{%s, \"at\": \"%s\", \"path\": \"sobjects/Subscription__c\"}".formatted(kind(fault), moment));
    }

    private ValidatableResponse replay(boolean force) {
        return TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body("{\"filter\": {\"messageId\": \"m-%s\"}, \"force\": %s}".formatted(unique, force))
                .post("/api/dead-letters/replay")
                .then()
                .statusCode(200);
    }

    /** It came in long ago. */
    private Delivery uncertain(Instant sentAt) {
        Instant past = sentAt.minus(Duration.ofDays(1));
        return new Delivery(
                0,
                "test",
                "m-" + unique,
                mapping(),
                "customObject",
                State.SENDING,
                2,
                Doubt.PLAINLY_CREATED,
                past,
                sentAt,
                past,
                2,
                Instant.now().plus(SOON),
                EventBody.of(event()));
    }

    private void awaitDelivery(String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(delivery().getList("items.state"))
                .containsExactly(state));
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
