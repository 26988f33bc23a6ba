package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.TemporaryFolders;
import sluice.action.RefusedException;
import sluice.golden.BatchCalls;
import sluice.golden.BatchEvents;
import sluice.golden.DestinationCases;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.golden.ScriptedSalesforce;

/**
 * What Segment's actions do with a batch, from the events to the outcome of each: the same ingest jobs and calls, the same
 * outcomes, or the listed difference. What Segment never asks, how far a job is and what came of its rows, is left out.
 */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@QuarkusTestResource(value = ScriptedOrg.class, restrictToAnnotatedClass = true)
class DestinationBatchGoldenIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Differences OF_ROWS = Differences.in("bulk");
    private static final Differences DIFFERENCES = Differences.in("bulk", "payload", "destination");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Set<String> REFUSALS =
            Stream.of(RefusedException.Code.values()).map(Enum::name).collect(Collectors.toSet());

    ScriptedSalesforce salesforce;

    static Stream<GoldenCase> cases() {
        return DestinationCases.ofBatches();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void writesBatchesAsSegmentOrAsTheDifferencesSay(GoldenCase golden) throws IOException {
        // Given
        salesforce.follow(golden);

        // When
        Response response = deliver(golden);
        List<ScriptedSalesforce.Request> requests = salesforce.requests();

        // Then
        await("its jobs to be closed or aborted")
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .until(() -> !salesforce.hasOpenJob());
        if (response.statusCode() == 422) {
            DIFFERENCES.check(golden, BatchCalls.expected(golden, 0), GoldenResult.refused());
            return;
        }
        List<JsonNode> deliveries = deliveries(response);
        if (golden.entry().equals("executeBatch")) { // which knows no trigger
            assertThat(deliveries).hasSameSizeAs(BatchEvents.of(golden));
        }
        List<String> outcomes = deliveries.stream()
                .filter(delivery -> !isRefused(delivery))
                .map(DestinationBatchGoldenIT::outcome)
                .toList();
        GoldenResult expected = OF_ROWS.ours(golden.id()).isPresent()
                ? BatchCalls.expectedBeside(golden, requests, outcomes.size())
                : BatchCalls.expected(golden, deliveries.size());
        int refused = deliveries.size() - outcomes.size();
        DIFFERENCES.check(golden, expected, BatchCalls.actual(golden, requests, refused, outcomes));
    }

    private static Response deliver(GoldenCase golden) {
        ObjectNode call = JSON.createObjectNode();
        call.putArray("events").addAll(BatchEvents.of(golden));
        call.putArray("mappings").add(golden.definition());
        return given().header("Authorization", "Bearer demo")
                .contentType("application/json")
                .body(call.toString())
                .post("/api/deliver");
    }

    private static List<JsonNode> deliveries(Response response) throws IOException {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonNode deliveries = JSON.readTree(response.asString()).get("deliveries");
        return StreamSupport.stream(deliveries.spliterator(), false).toList();
    }

    private static boolean isRefused(JsonNode delivery) {
        return delivery.get("httpStatus").intValue() == 400
                && REFUSALS.contains(delivery.get("errorCode").textValue());
    }

    private static String outcome(JsonNode delivery) {
        int httpStatus = delivery.get("httpStatus").intValue();
        return switch (delivery.get("status").textValue()) {
            case "delivered" -> GoldenResult.OK;
            case "skipped" -> "skipped " + httpStatus;
            default ->
                GoldenResult.failure(httpStatus, delivery.get("retryable").booleanValue());
        };
    }
}
