package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class CompositeTest {
    private static final String ROOT = "/services/data/v62.0";

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void letsSubrequestsUseEachOthersResults() {
        Answer answer = ORG.post(
                "/composite",
                composite(
                        false,
                        request("POST", "/sobjects/Account", "acc", "{\"Name\":\"Acme\"}"),
                        request("POST", "/sobjects/Contact", "con", "{\"LastName\":\"D\",\"AccountId\":\"@{acc.id}\"}"),
                        request("GET", "/query?q=SELECT+AccountId+FROM+Contact+WHERE+Id='@{con.id}'", "q", "{}"),
                        request("PATCH", "/sobjects/Account/@{q.records[0].AccountId}", "upd", "{\"Site\":\"x\"}")));

        JsonNode replies = answer.json().path("compositeResponse");
        assertThat(replies.get(0).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(replies.get(0).path("httpHeaders").path("Location").asText()).startsWith(ROOT);
        assertThat(replies.get(3).toString())
                .isEqualTo("{\"body\":null,\"httpHeaders\":{},\"httpStatusCode\":204,\"referenceId\":\"upd\"}");
        assertThat(answer.header("Sforce-Limit-Info")).isEqualTo("api-usage=1/5000000");
    }

    @Test
    void undoesAllWhenAllOrNone() {
        JsonNode replies = ORG.post(
                        "/composite",
                        composite(
                                true,
                                request("POST", "/sobjects/Account", "a", "{\"Name\":\"Acme\"}"),
                                request("POST", "/sobjects/Contact", "b", "{}"),
                                request("POST", "/sobjects/Account", "c", "{\"Name\":\"Acme\"}")))
                .json()
                .path("compositeResponse");

        assertThat(code(replies, 0)).isEqualTo("PROCESSING_HALTED");
        assertThat(code(replies, 1)).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(code(replies, 2)).isEqualTo("PROCESSING_HALTED");
        assertThat(ORG.query("SELECT COUNT() FROM Account")
                        .json()
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void haltsWhatRefersToAFailure() {
        JsonNode replies = ORG.post(
                        "/composite",
                        composite(
                                false,
                                request("POST", "/sobjects/Account", "a", "{}"),
                                request("PATCH", "/sobjects/Account/@{a.id}", "b", "{\"Name\":\"x\"}"),
                                request("POST", "/sobjects/Account", "c", "{\"Name\":\"kept\"}")))
                .json()
                .path("compositeResponse");

        assertThat(code(replies, 1)).isEqualTo("PROCESSING_HALTED");
        assertThat(replies.get(2).path("httpStatusCode").asInt()).isEqualTo(201);
    }

    @Test
    void keepsItsLimits() {
        String[] many = IntStream.range(0, 26)
                .mapToObj(i -> request("GET", "/limits", "r" + i, "{}"))
                .toArray(String[]::new);
        String[] queries = IntStream.range(0, 6)
                .mapToObj(i -> request("GET", "/query?q=x", "r" + i, "{}"))
                .toArray(String[]::new);

        assertThat(ORG.post("/composite", composite(false, many)).status()).isEqualTo(400);
        assertThat(ORG.post("/composite", composite(false, queries)).status()).isEqualTo(400);
    }

    @Test
    void batchesIndependentSubrequests() {
        String body = "{\"haltOnError\":true,\"batchRequests\":["
                + "{\"method\":\"POST\",\"url\":\"v62.0/sobjects/Account\",\"richInput\":{\"Name\":\"Acme\"}},"
                + "{\"method\":\"GET\",\"url\":\"v62.0/sobjects/Nope\"},"
                + "{\"method\":\"GET\",\"url\":\"v62.0/limits\"}]}";

        JsonNode answer = ORG.post("/composite/batch", body).json();

        assertThat(answer.path("hasErrors").booleanValue()).isTrue();
        assertThat(answer.path("results").get(0).path("statusCode").asInt()).isEqualTo(201);
        assertThat(answer.path("results").get(1).path("statusCode").asInt()).isEqualTo(404);
        assertThat(answer.path("results").get(2).path("statusCode").asInt()).isEqualTo(412);
        assertThat(answer.path("results")
                        .get(2)
                        .path("result")
                        .get(0)
                        .path("errorCode")
                        .asText())
                .isEqualTo("BATCH_PROCESSING_HALTED");
    }

    private static String composite(boolean allOrNone, String... requests) {
        return "{\"allOrNone\":" + allOrNone + ",\"compositeRequest\":[" + String.join(",", requests) + "]}";
    }

    private static String request(String method, String path, String reference, String body) {
        return "{\"method\":\"%s\",\"url\":\"%s\",\"referenceId\":\"%s\",\"body\":%s}"
                .formatted(method, ROOT + path, reference, body);
    }

    private static String code(JsonNode replies, int index) {
        return replies.get(index).path("body").path(0).path("errorCode").asText();
    }
}
