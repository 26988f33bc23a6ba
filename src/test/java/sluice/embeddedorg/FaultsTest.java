package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class FaultsTest {
    private static final String LEAD = "{\"LastName\":\"Day\",\"Company\":\"Acme\"}";

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void answersAnotherStatusAsOftenAsTold() {
        switchOn("{\"kind\":\"status\",\"status\":503,\"headers\":{\"Retry-After\":\"7\"},\"method\":\"POST\","
                + "\"path\":\"/sobjects/Lead\",\"skip\":1,\"count\":2}");

        assertThat(ORG.post("/sobjects/Lead", LEAD).status()).isEqualTo(201);
        Answer busy = ORG.post("/sobjects/Lead", LEAD);
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.header("Retry-After")).isEqualTo("7");
        assertThat(busy.json().get(0).path("errorCode").asText()).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(ORG.get("/sobjects/Lead").status()).isEqualTo(200);
        assertThat(ORG.post("/sobjects/Lead", LEAD).status()).isEqualTo(503);
        assertThat(ORG.post("/sobjects/Lead", LEAD).status()).isEqualTo(201);
        assertThat(leads()).isEqualTo(2);
    }

    @Test
    void resetsBeforeOrAfterTheWrite() {
        switchOn("{\"kind\":\"reset\",\"method\":\"POST\",\"path\":\"/sobjects/\"}");
        assertThatThrownBy(() -> ORG.post("/sobjects/Lead", LEAD)).isInstanceOf(UncheckedIOException.class);
        assertThat(leads()).isZero();

        switchOn("{\"kind\":\"reset\",\"at\":\"after\",\"method\":\"POST\",\"path\":\"/sobjects/\"}");
        assertThatThrownBy(() -> ORG.post("/sobjects/Lead", LEAD)).isInstanceOf(UncheckedIOException.class);
        assertThat(leads()).isEqualTo(1);
    }

    @Test
    void delays() {
        switchOn("{\"kind\":\"delay\",\"delayMs\":60,\"path\":\"/limits\"}");
        Instant start = Instant.now();

        ORG.get("/limits");

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(55));
    }

    @Test
    void endsSessions() {
        switchOn("{\"kind\":\"expireSessions\",\"path\":\"/limits\"}");

        assertThat(ORG.get("/limits").status()).isEqualTo(401);
        assertThat(ORG.get("/limits").status()).isEqualTo(401);
        ORG.logIn();
        assertThat(ORG.get("/limits").status()).isEqualTo(200);
    }

    @Test
    void spendsTheBudget() {
        switchOn("{\"kind\":\"spentBudget\",\"path\":\"/limits\"}");

        Answer spent = ORG.get("/limits");

        assertThat(spent.status()).isEqualTo(403);
        assertThat(spent.text())
                .isEqualTo(
                        "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
    }

    @Test
    void showsTheUsageItIsTold() {
        ORG.post("/embedded-org/faults", "{\"kind\":\"apiUsage\",\"used\":99,\"allowed\":100}");

        assertThat(ORG.get("/limits").header("Sforce-Limit-Info")).isEqualTo("api-usage=100/100");
        assertThat(ORG.get("/limits").status()).isEqualTo(403);
    }

    @Test
    void failsSingleRows() {
        switchOn("{\"kind\":\"row\",\"object\":\"Lead\",\"skip\":1}");
        String item = "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"Day\",\"Company\":\"Acme\"}";

        JsonNode results = ORG.post("/composite/sobjects", "{\"records\":[" + item + "," + item + "," + item + "]}")
                .json();

        assertThat(results.get(0).path("success").booleanValue()).isTrue();
        assertThat(results.get(1).path("errors").get(0).toString())
                .isEqualTo("{\"statusCode\":\"UNABLE_TO_LOCK_ROW\",\"message\":\"unable to obtain exclusive access to"
                        + " this record\",\"fields\":[]}");
        assertThat(results.get(2).path("success").booleanValue()).isTrue();
    }

    @Test
    void failsTheSameRowsOnceInEachOrder() {
        String fault = "{\"kind\":\"row\",\"once\":true,\"probability\":0.5,\"seed\":7,\"count\":-1}";
        List<String> names = List.of("Ann", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal");
        List<String> backwards = new ArrayList<>(names);
        Collections.reverse(backwards);

        switchOn(fault);
        Set<String> failed = refused(names);
        assertThat(failed).isNotEmpty().isNotEqualTo(Set.copyOf(names));
        assertThat(refused(names)).isEmpty();

        ORG.delete("/embedded-org/faults");
        switchOn(fault);
        assertThat(refused(backwards)).isEqualTo(failed);
        ORG.delete("/embedded-org/faults");
    }

    private static Set<String> refused(List<String> names) {
        return names.stream()
                .filter(name ->
                        ORG.post("/sobjects/Lead", LEAD.replace("Day", name)).status() == 400)
                .collect(Collectors.toSet());
    }

    @Test
    void hitsTheSameCallsForTheSameSeed() {
        String fault =
                "{\"kind\":\"status\",\"status\":500,\"path\":\"/limits\",\"count\":-1,\"probability\":0.5,\"seed\":7}";

        assertThat(statuses(fault)).isEqualTo(statuses(fault)).contains("200").contains("500");
    }

    @Test
    void listsAndRemovesFaults() {
        int id = switchOn("{\"kind\":\"spentBudget\",\"count\":-1}");

        assertThat(ORG.get("/embedded-org/faults").json().get(0).path("id").asInt())
                .isEqualTo(id);
        ORG.delete("/embedded-org/faults/" + id);
        assertThat(ORG.get("/limits").status()).isEqualTo(200);
        assertThat(ORG.post("/embedded-org/faults", "{\"kind\":\"magic\"}").status())
                .isEqualTo(400);
        assertThat(ORG.post("/embedded-org/faults", "{\"kind\":\"reset\",\"path\":\"(\"}")
                        .status())
                .isEqualTo(400);
    }

    private static String statuses(String fault) {
        int id = switchOn(fault);
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            statuses.append(ORG.get("/limits").status()).append(' ');
        }
        ORG.delete("/embedded-org/faults/" + id);
        return statuses.toString();
    }

    private static int switchOn(String fault) {
        Answer answer = ORG.post("/embedded-org/faults", fault);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asInt();
    }

    private static int leads() {
        return ORG.query("SELECT COUNT() FROM Lead").json().path("totalSize").asInt();
    }
}
