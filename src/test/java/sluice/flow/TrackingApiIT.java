package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.TemporaryFolders;

/** Segment's Tracking API as its clients speak it, and what strangers may try on it. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class TrackingApiIT {
    private static final String EVENT = "{\"userId\":\"u\",\"type\":\"track\",\"event\":\"Nothing\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identify",
                "track",
                "page",
                "screen",
                "group",
                "alias",
                "i",
                "t",
                "p",
                "s",
                "g",
                "a",
                "identify/"
            })
    void takesEveryCall(String call) {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .body("{\"userId\":\"u\"}")
                .post("/v1/" + call)
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .header("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "import", "b", "import/"})
    void takesBatches(String call) {
        send("/v1/" + call, "{\"batch\":[" + EVENT + "],\"context\":{}}").statusCode(200);
    }

    @Test
    void takesTheKeyFromBasicBearerOrBody() {
        given().header("Authorization", "Bearer demo")
                .body(EVENT)
                .post("/v1/track")
                .then()
                .statusCode(200);
        given().body("{\"writeKey\":\"demo\",\"userId\":\"u\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic d3Jvbmc6", "Basic %%%", "Bearer wrong", "Bearer ", ""})
    void turnsAwayWhoHasNoKey(String authorization) {
        given().header("Authorization", authorization)
                .body(EVENT)
                .post("/v1/track")
                .then()
                .statusCode(401)
                .body("success", equalTo(false));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain;charset=UTF-8"
    })
    void takesAnyContentType(String type) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/track"))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
    }

    @Test
    void unpacksGzip() throws IOException {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .header("Content-Encoding", "gzip")
                .body(gzip(EVENT.getBytes(StandardCharsets.UTF_8)))
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    @Test
    void refusesGzipThatUnpacksTooLarge() throws IOException {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .header("Content-Encoding", "gzip")
                .body(gzip(new byte[50_000_000]))
                .post("/v1/track")
                .then()
                .statusCode(413);
    }

    @Test
    void refusesGzipThatIsNone() {
        given().auth()
                .preemptive()
                .basic("demo", "")
                .header("Content-Encoding", "gzip")
                .body(EVENT.getBytes(StandardCharsets.UTF_8))
                .post("/v1/track")
                .then()
                .statusCode(400);
    }

    @Test
    void answersTheBrowsersPreflight() {
        given().header("Origin", "https://shop.test")
                .header("Access-Control-Request-Method", "POST")
                .options("/v1/t")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Methods", containsString("POST"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "track | {\"userId\": | body: expected JSON",
                "track | [] | body: expected an object",
                "track | 1 | body: expected an object",
                "track | \"\" | body: expected JSON, found nothing",
                "track | {} | userId, anonymousId: expected one of them, found neither",
                "track | {\"userId\":\"\"} | userId, anonymousId: expected one of them, found neither",
                "batch | {\"batch\":{}} | batch: expected a list",
                "batch | {\"batch\":[{\"userId\":\"u\"}]} | type: expected one of",
                "batch | {\"batch\":[1]} | event: expected an object, found number"
            })
    void refusesWhatIsNoEvent(String call, String body, String message) {
        send("/v1/" + call, body)
                .statusCode(400)
                .body("success", equalTo(false))
                .body("message", containsString(message));
    }

    @Test
    void takesTheGoodEventsOfABatchAndTellsTheBad() {
        send("/v1/batch", "{\"batch\":[" + EVENT + ",{\"type\":\"track\"}," + EVENT + ",7]}")
                .statusCode(200)
                .body("success", equalTo(true))
                .body("rejected", hasSize(2))
                .body("rejected[0].index", equalTo(1))
                .body("rejected[1].index", equalTo(3))
                .body("rejected[1].reason", containsString("expected an object"));
    }

    @Test
    void refusesTooManyTooLargeAndTooDeep() {
        String many = IntStream.range(0, 2_501).mapToObj(i -> "{}").collect(Collectors.joining(","));
        send("/v1/batch", "{\"batch\":[" + many + "]}").statusCode(413);
        send("/v1/track", "{\"userId\":\"u\",\"properties\":{\"p\":\"" + "x".repeat(40_000) + "\"}}")
                .statusCode(400)
                .body("message", containsString("expected at most 32768 bytes"))
                .body("message", not(containsString("xxx")));
        send("/v1/track", "{\"userId\":\"u\",\"properties\":{\"p\":\"" + "x".repeat(600_000) + "\"}}")
                .statusCode(413);
        send("/v1/track", "{\"userId\":\"u\",\"properties\":" + "[".repeat(101) + "]".repeat(101) + "}")
                .statusCode(400);
        send("/v1/track", "[".repeat(100_000)).statusCode(400);
    }

    @Test
    void knowsNoOtherCalls() {
        send("/v1/nonsense", EVENT).statusCode(404);
    }

    @Test
    void takesARepeatedMessageOnce() {
        String id = UUID.randomUUID().toString();
        String event =
                "{\"userId\":\"u\",\"messageId\":\"%s\",\"traits\":{\"email\":\"%s@x.test\",\"last_name\":\"L\",\"company\":\"C\"}}"
                        .formatted(id, id);
        send("/v1/identify", event).statusCode(200);
        send("/v1/identify", event).statusCode(200);

        admin().get("/api/deliveries?messageId=" + id)
                .then()
                .statusCode(200)
                .body("items.findAll { it.mapping == 'leads-from-identify' }", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"All\":false} | 0",
                "{\"All\":false,\"Salesforce\":true} | 1",
                "{\"Salesforce\":false} | 0",
                "{\"Salesforce (Actions)\":false} | 0",
                "{\"Salesforce (Actions)\":{\"x\":1},\"All\":false} | 1",
                "{\"Mixpanel\":false} | 1"
            })
    void obeysIntegrations(String integrations, int deliveries) {
        String id = UUID.randomUUID().toString();
        send(
                        "/v1/identify",
                        "{\"userId\":\"u\",\"messageId\":\"%s\",\"integrations\":%s,\"traits\":{\"email\":\"%s@x.test\"}}"
                                .formatted(id, integrations, id))
                .statusCode(200);

        admin().get("/api/deliveries?messageId=" + id)
                .then()
                .body("items.findAll { it.mapping == 'leads-from-identify' }", hasSize(deliveries));
    }

    static io.restassured.specification.RequestSpecification admin() {
        return given().header("Authorization", "Bearer demo");
    }

    private static ValidatableResponse send(String path, String body) {
        return given().auth()
                .preemptive()
                .basic("demo", "")
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
