package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** At {@code ledger.max-rows} events are turned away on every way in, and taken again by themselves. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@TestProfile(BackPressureIT.SmallLedger.class)
class BackPressureIT {
    private static final int ROWS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(180);

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "queue.listen")
    String broker;

    /** So that a few events fill it. */
    public static final class SmallLedger implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ledger.max-rows", String.valueOf(ROWS));
        }
    }

    @AfterEach
    void mend() {
        records().mend();
    }

    @Test
    void holdsEventsOffWhileTheLedgerIsFull() throws GeneralSecurityException, JMSException {
        // Given
        records().fault("{\"kind\": \"status\", \"status\": 503, \"path\": \"services/data\", \"count\": -1}");
        for (int event = 0; event < ROWS; event++) {
            identify("full-" + event).statusCode(200);
        }

        // When
        enqueue("queued");

        // Then
        isTurnedAway(identify("one-more"));
        isTurnedAway(webhook("signed"));
        identify("full-0").statusCode(200); // a repeated one takes no place
        assertThat(states()).hasSize(ROWS).isSubsetOf("waiting", "sending");

        // When
        records().mend();

        // Then
        await().atMost(LONGEST)
                .untilAsserted(() -> identify("one-more").statusCode(200).body("success", equalTo(true)));
        await().atMost(LONGEST).untilAsserted(() -> webhook("signed").statusCode(200));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(states()).hasSize(ROWS + 3).containsOnly("delivered"));
        assertThat(records().of("Lead", "Email", email("queued"))).hasSize(1);
    }

    private static void isTurnedAway(ValidatableResponse answer) {
        answer.statusCode(429).header("Retry-After", notNullValue()).body("success", equalTo(false));
    }

    private static ValidatableResponse identify(String name) {
        return given().auth()
                .preemptive()
                .basic("demo", "")
                .body(event(name))
                .post("/v1/identify")
                .then();
    }

    private static ValidatableResponse webhook(String name) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("whispered".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal(event(name).getBytes(StandardCharsets.UTF_8));
        return given().header("X-Signature", HexFormat.of().formatHex(signature))
                .body(event(name))
                .post("/v1/webhook")
                .then();
    }

    private void enqueue(String name) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue("salesforce.events"))
                    .send(session.createTextMessage(event(name)));
        }
    }

    private static String event(String name) {
        return "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"u\",\"traits\":{\"email\":\"%s\",\"last_name\":\"L\",\"company\":\"C\"}}"
                .formatted(name, email(name));
    }

    private static String email(String name) {
        return name + "@back-pressure.test";
    }

    private static List<String> states() {
        return TrackingApiIT.admin()
                .get("/api/deliveries?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.state");
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
