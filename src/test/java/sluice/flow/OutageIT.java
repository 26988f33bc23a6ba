package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** Salesforce is away as a whole: events are taken, nothing dies of it, and all is written when it is back. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class OutageIT {
    private static final int EVENTS = 60;
    private static final Duration LONGEST = Duration.ofSeconds(120);

    @Inject
    LocalOrg org;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void mend() {
        records().mend();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"kind\": \"spentBudget\", \"path\": \"services/data\", \"count\": -1}`, `paused: the org's API calls`, 0",
                "`{\"kind\": \"status\", \"status\": 503, \"path\": \"services/data\", \"count\": -1}`, `paused: Salesforce fails`, 4",
                "`{\"kind\": \"reset\", \"count\": -1}`, `paused: Salesforce fails`, 4",
                "`{\"kind\": \"status\", \"status\": 429, \"headers\": {\"Retry-After\": \"2\"}, \"path\": \"services/data\", \"count\": -1}`, `paused: Salesforce asks to wait`, 0"
            })
    void writesEverythingWhenSalesforceIsBack(String fault, String reason, int attemptsSpent) {
        // Given
        records().fault(fault);

        // When
        for (int event = 0; event < EVENTS; event++) {
            send(event);
        }

        // Then
        await().atMost(LONGEST).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'salesforce' }.data.sending", startsWith(reason)));
        List<Delivery> open = deliveries();
        assertThat(open).extracting(Delivery::state).isSubsetOf("waiting", "sending");
        assertThat(open)
                .allSatisfy(delivery -> assertThat(delivery.attemptsOver()).isLessThanOrEqualTo(attemptsSpent));

        // When
        records().mend();

        // Then
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(deliveries()).extracting(Delivery::state).containsOnly("delivered"));
        assertThat(deliveries()).hasSize(EVENTS);
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'salesforce' }.data.sending", startsWith("on"));
    }

    private record Delivery(String state, int attempts) {
        /** Without the one under way. */
        int attemptsOver() {
            return state.equals("sending") ? attempts - 1 : attempts;
        }
    }

    private void send(int number) {
        String event =
                """
                {"messageId": "%s-%d", "userId": "%s-%d", "type": "identify",
                 "traits": {"email": "%d@%s.test", "last_name": "L", "company": "C"}}
                """
                        .formatted(unique, number, unique, number, number, unique);
        given().auth()
                .preemptive()
                .basic("demo", "")
                .body(event)
                .post("/v1/identify")
                .then()
                .statusCode(200);
    }

    private List<Delivery> deliveries() {
        JsonPath page = TrackingApiIT.admin()
                .get("/api/deliveries?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> ids = page.getList("items.messageId");
        List<String> states = page.getList("items.state");
        List<Integer> attempts = page.getList("items.attempts");
        return IntStream.range(0, ids.size())
                .filter(i -> ids.get(i).startsWith(unique))
                .mapToObj(i -> new Delivery(states.get(i), attempts.get(i)))
                .toList();
    }

    private EmbeddedOrgRecords records() {
        return new EmbeddedOrgRecords(org.start());
    }
}
