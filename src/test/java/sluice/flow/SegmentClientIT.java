package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.EmbeddedOrgRecords;
import sluice.TemporaryFolders;
import sluice.salesforce.LocalOrg;

/** Segment's official Java client sends to the running service, and records appear in the embedded org. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class SegmentClientIT {
    @Inject
    LocalOrg org;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private Analytics client;

    @BeforeEach
    void connect() {
        client = Analytics.builder("demo")
                .endpoint("http://localhost:" + RestAssured.port)
                .flushQueueSize(3)
                .build();
    }

    @AfterEach
    void disconnect() {
        client.shutdown();
    }

    @Test
    void makesRecordsOfIdentifyTrackAndGroup() {
        // When
        client.enqueue(IdentifyMessage.builder()
                .userId("user-" + unique)
                .traits(Map.of(
                        "email", unique + "@example.com",
                        "first_name", "Zoë",
                        "last_name", "O'Neil",
                        "company", "Acme, \"Inc\"")));
        client.enqueue(TrackMessage.builder("Order Completed")
                .userId("user-" + unique)
                .properties(Map.of("order_id", "order-" + unique, "revenue", 1250.5, "total", 1250.5)));
        client.enqueue(GroupMessage.builder("group-" + unique)
                .userId("user-" + unique)
                .traits(Map.of("name", "Acme " + unique, "employees", 250)));
        client.flush();

        // Then
        EmbeddedOrgRecords records = new EmbeddedOrgRecords(org.start());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(records.of("Lead", "Email", unique + "@example.com"))
                    .singleElement()
                    .satisfies(lead -> {
                        assertThat(lead.path("LastName").asText()).isEqualTo("O'Neil");
                        assertThat(lead.path("Company").asText()).isEqualTo("Acme, \"Inc\"");
                    });
            assertThat(records.of("Account", "Name", "Acme " + unique))
                    .singleElement()
                    .satisfies(account -> assertThat(
                                    account.path("NumberOfEmployees").asInt())
                            .isEqualTo(250));
            assertThat(records.of("Opportunity", "External_Id__c", "order-" + unique))
                    .singleElement()
                    .satisfies(opportunity ->
                            assertThat(opportunity.path("Amount").asDouble()).isEqualTo(1250.5));
        });
    }
}
