package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.TemporaryFolders;
import sluice.event.JsonText;
import sluice.golden.DestinationCases;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.golden.ScriptedSalesforce;

/**
 * What Segment's actions do with one event, from the event to the outcome: the same requests, the same outcome, or the
 * listed difference. Logins are left out; {@code LoginGoldenTest} looks at those.
 */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@QuarkusTestResource(value = ScriptedOrg.class, restrictToAnnotatedClass = true)
class DestinationGoldenIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Differences DIFFERENCES = Differences.in("payload", "destination");

    ScriptedSalesforce salesforce;

    static Stream<GoldenCase> cases() {
        return DestinationCases.ofRecords();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void writesAsSegmentOrAsTheDifferencesSay(GoldenCase golden) throws JsonProcessingException {
        // Given
        salesforce.follow(golden);

        // When
        String outcome = deliver(golden);

        // Then
        DIFFERENCES.check(golden, expected(golden), GoldenResult.of(requests(), outcome));
    }

    private static GoldenResult expected(GoldenCase golden) {
        List<String> requests = new ArrayList<>();
        for (JsonNode request : golden.line().at("/expect/requests")) {
            if (!request.get("path").textValue().endsWith("/oauth2/token")) {
                String query = request.path("query").path("q").asText();
                String body = request.has("json") ? JsonText.of(request.get("json")) : "";
                requests.add(line(
                        request.get("method").textValue(), request.get("path").textValue(), query, body));
            }
        }
        return GoldenResult.of(requests, golden.expectedOutcome());
    }

    private List<String> requests() throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        for (ScriptedSalesforce.Request request : salesforce.requests()) {
            if (!request.isLogin()) {
                String body = request.body().isEmpty() ? "" : JsonText.of(JSON.readTree(request.body()));
                lines.add(line(request.method(), request.path(), request.query().getOrDefault("q", ""), body));
            }
        }
        return lines;
    }

    private static String line(String method, String path, String query, String body) {
        return String.join(" ", method, path.replaceFirst("^/services/data/v[0-9.]+/", ""), query + body)
                .strip();
    }

    private static String deliver(GoldenCase golden) {
        ObjectNode call = JSON.createObjectNode();
        call.set("event", golden.event());
        call.putArray("mappings").add(golden.definition());
        Response response = given().header("Authorization", "Bearer demo")
                .contentType("application/json")
                .body(call.toString())
                .post("/api/deliver");
        return response.statusCode() == 422 ? GoldenResult.failure(400, false) : outcome(response);
    }

    private static String outcome(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        List<String> statuses = response.path("deliveries.status");
        if (statuses.isEmpty() || statuses.equals(List.of("delivered"))) {
            return GoldenResult.OK;
        }
        int httpStatus = response.path("deliveries[0].httpStatus");
        boolean retryable = response.path("deliveries[0].retryable");
        return statuses.get(0).equals("skipped")
                ? "skipped " + httpStatus
                : GoldenResult.failure(httpStatus, retryable);
    }
}
