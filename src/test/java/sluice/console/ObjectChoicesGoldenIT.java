package sluice.console;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.TemporaryFolders;
import sluice.flow.ScriptedOrg;
import sluice.golden.DestinationCases;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.golden.ScriptedSalesforce;

/** Which objects Segment's form offers for a custom object: those of {@code /api/objects} that can be created. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@QuarkusTestResource(value = ScriptedOrg.class, restrictToAnnotatedClass = true)
class ObjectChoicesGoldenIT {
    private static final Differences DIFFERENCES = Differences.in("destination");

    ScriptedSalesforce salesforce;

    static Stream<GoldenCase> cases() {
        return DestinationCases.ofChoices();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void offersWhatSegmentOffersOrDiffersAsListed(GoldenCase golden) {
        // Given
        salesforce.follow(golden);

        // When
        Response response = given().header("Authorization", "Bearer demo").get("/api/objects");

        // Then
        DIFFERENCES.check(golden, expected(golden), GoldenResult.of(requests(), outcome(response)));
    }

    private static GoldenResult expected(GoldenCase golden) {
        List<String> requests = new ArrayList<>();
        golden.line()
                .at("/expect/requests")
                .forEach(request -> requests.add(line(
                        request.get("method").textValue(), request.get("path").textValue())));
        JsonNode result = golden.line().at("/expect/outcome/result");
        return GoldenResult.of(
                requests,
                result.has("error")
                        ? error(golden.line().at("/responses/0/status").intValue())
                        : choices(result.get("choices").findValuesAsText("value")));
    }

    private List<String> requests() {
        return salesforce.requests().stream()
                .filter(request -> !request.isLogin())
                .map(request -> line(request.method(), request.path()))
                .toList();
    }

    private static String outcome(Response response) {
        return response.statusCode() == 200
                ? choices(response.path("items.findAll { it.createable }.name"))
                : error(response.path("error.httpStatus"));
    }

    private static String line(String method, String path) {
        return method + " " + path.replaceFirst("^/services/data/v[0-9.]+/", "").replaceFirst("/$", "");
    }

    private static String choices(List<String> names) {
        return "choices " + names;
    }

    private static String error(int status) {
        return "error " + status;
    }
}
