package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.StoppableStore;
import sluice.TemporaryFolders;
import sluice.ledger.PostgresServer;
import sluice.salesforce.LocalOrg;

/** The PostgreSQL of the ledger goes away while records are being written, and comes back. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@QuarkusTestResource(value = StoppableStore.class, restrictToAnnotatedClass = true)
class StoreGoneIT {
    private static final int EVENTS = 8;
    private static final Duration LONGEST = Duration.ofSeconds(180);

    @Inject
    LocalOrg org;

    PostgresServer store;

    @AfterEach
    void mend() {
        records().mend();
    }

    @Test
    void turnsEventsAwayMeanwhileAndLosesNoneThatItTook() {
        // Given
        records().fault("{\"kind\": \"delay\", \"delayMs\": 2000, \"path\": \"services/data\", \"count\": 8}");
        for (int event = 0; event < EVENTS; event++) {
            send(event).statusCode(200);
        }
        await().atMost(LONGEST).untilAsserted(() -> assertThat(states()).contains("sending"));

        // When
        store.stop();

        // Then
        send(EVENTS).statusCode(503).header("Retry-After", notNullValue()).body("success", equalTo(false));

        // When
        store.start();

        // Then
        await().atMost(LONGEST).untilAsserted(() -> send(EVENTS).statusCode(200));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(states()).hasSize(EVENTS + 1).containsOnly("delivered"));
        IntStream.rangeClosed(0, EVENTS).forEach(event -> assertThat(records().of("Lead", "Email", email(event)))
                .as(email(event))
                .hasSize(1));
    }

    private static String email(int event) {
        return event + "@store-gone.test";
    }

    private static ValidatableResponse send(int event) {
        String body =
                """
                {"messageId": "gone-%d", "userId": "u-%d", "type": "identify",
                 "traits": {"email": "%s", "last_name": "L", "company": "C"}}
                """
                        .formatted(event, event, email(event));
        return given().auth()
                .preemptive()
                .basic("demo", "")
                .body(body)
                .post("/v1/identify")
                .then();
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
