package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** A record that Salesforce always fails at, with no other traffic, does not keep the gate closed for ever. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@TestProfile(LoneRecordIT.FewAttempts.class)
class LoneRecordIT {
    private static final Duration LONGEST = Duration.ofSeconds(180);
    private static final String MAPPING =
            """
            action: customObject
            trigger: type = "track" and event = "Poison"
            syncMode: add
            mapping:
              customObjectName: Subscription__c
              customFields: { Name: { "@path": $.properties.name } }
            """;

    @Inject
    LocalOrg org;

    @ConfigProperty(name = "mappings.dir")
    Path mappings;

    /** More than the errors in a row after which the gate closes. */
    public static final class FewAttempts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("retry.max-attempts", "6");
        }
    }

    @AfterEach
    void mend() {
        new EmbeddedOrgRecords(org.start()).mend();
    }

    @Test
    void spendsItsAttemptsAndDies() throws IOException {
        // Given
        Files.writeString(mappings.resolve("poison.yaml"), MAPPING);
        new EmbeddedOrgRecords(org.start())
                .fault(
                        "{\"kind\": \"status\", \"status\": 500, \"path\": \"sobjects/Subscription__c\", \"count\": -1}");

        // When
        await().atMost(LONGEST).untilAsserted(() -> {
            send();
            assertThat(states()).isNotEmpty();
        });

        // Then
        await().atMost(LONGEST).untilAsserted(() -> assertThat(states()).containsExactly("dead"));
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'salesforce' }.data.sending", startsWith("on"));
    }

    /** Taken once only; not at all before the mapping is live. */
    private static void send() {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .body(
                        "{\"messageId\": \"poison\", \"userId\": \"u\", \"event\": \"Poison\", \"properties\": {\"name\": \"n\"}}")
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    private static List<String> states() {
        return TrackingApiIT.admin()
                .get("/api/deliveries?messageId=poison")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.state");
    }
}
