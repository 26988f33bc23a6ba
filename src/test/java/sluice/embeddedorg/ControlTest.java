package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class ControlTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @RegisterExtension
    static final RunningOrg SMALL =
            new RunningOrg(EmbeddedOrgSettings.defaults().withJournalSize(2).withMaxRecords(2));

    @Test
    void showsRecordsOnAPageWithoutScripts() {
        ORG.create("Lead", "{\"LastName\":\"<script>alert('1')</script>\",\"Company\":\"A & B\"}");

        Answer page = ORG.get("/embedded-org", "Authorization", "none");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.text())
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")
                .contains("A &amp; B")
                .doesNotContain("<script")
                .isEqualTo(ORG.org().page());
    }

    @Test
    void showsRecordsAsJson() {
        ORG.create("Account", "{\"Name\":\"Acme\"}");
        ORG.create("Account", "{\"Name\":\"Bcme\"}");

        JsonNode records =
                ORG.get("/embedded-org/records.json?object=account&limit=1").json();

        assertThat(records.size()).isEqualTo(1);
        assertThat(records.path("Account").size()).isEqualTo(1);
        assertThat(records.path("Account").get(0).path("Name").asText()).isEqualTo("Bcme");
        assertThat(ORG.org().records(10).path("Account").size()).isEqualTo(2);
    }

    @Test
    void keepsWhatAFieldHeldAfterEachWrite() {
        // Given
        ORG.post("/embedded-org/history", "{\"object\":\"account\",\"field\":\"Site\"}");

        // When
        String id = ORG.create("Account", "{\"Name\":\"Acme\",\"Site\":\"a\"}");
        ORG.patch("/sobjects/Account/" + id, "{\"Site\":\"b\"}");
        ORG.patch(
                "/composite/sobjects",
                "{\"allOrNone\":true,\"records\":["
                        + "{\"attributes\":{\"type\":\"Account\"},\"id\":\"%s\",\"Site\":\"rolled back\"},"
                                .formatted(id)
                        + "{\"attributes\":{\"type\":\"Account\"},\"id\":\"%s\",\"Nonsense\":\"\"}]}".formatted(id));

        // Then
        JsonNode history = ORG.get("/embedded-org/history").json();
        assertThat(history.findValuesAsText("id")).containsOnly(id);
        assertThat(history.findValuesAsText("value")).containsExactly("a", "b");
    }

    @Test
    void countsCallsAndKeepsTheLast() {
        SMALL.create("Account", "{\"Name\":\"Acme\"}");
        SMALL.query("SELECT Id FROM Account");
        SMALL.get("/limits");

        JsonNode calls = SMALL.get("/embedded-org/calls").json();

        assertThat(calls.path("counts").toString()).isEqualTo("{\"create\":1,\"limits\":1,\"query\":1,\"token\":1}");
        assertThat(calls.path("recent").size()).isEqualTo(2);
        assertThat(calls.path("recent").get(0).toString())
                .isEqualTo("{\"kind\":\"query\",\"method\":\"GET\",\"path\":\"/services/data/v62.0/query\","
                        + "\"query\":\"q=SELECT Id FROM Account\",\"body\":\"\",\"status\":200}");
    }

    @Test
    void keepsNoSecretsInTheJournal() {
        ORG.token("grant_type=password&client_id=c&client_secret=hush&username=u&password=hush");

        assertThat(ORG.get("/embedded-org/calls").text()).doesNotContain("hush");
    }

    @Test
    void isBounded() {
        SMALL.create("Account", "{\"Name\":\"A\"}");

        Answer full = SMALL.post("/sobjects/Account", "{\"Name\":\"B\"}");

        assertThat(full.json().get(0).path("errorCode").asText()).isEqualTo("STORAGE_LIMIT_EXCEEDED");
    }

    @Test
    void saysThatAPortIsTaken() {
        EmbeddedOrgSettings taken =
                EmbeddedOrgSettings.defaults().withPort(ORG.org().port());

        assertThatThrownBy(() -> EmbeddedOrg.start(taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("embedded org at 127.0.0.1:%d: expected a port that is free"
                        .formatted(ORG.org().port()));
    }

    @Test
    void readsItsOptions() {
        EmbeddedOrgSettings settings =
                EmbeddedOrgMain.settings(List.of("--port", "81", "--person-accounts", "--latency-ms", "20"));

        assertThat(settings.port()).isEqualTo(81);
        assertThat(settings.personAccounts()).isTrue();
        assertThat(settings.latency()).isEqualTo(Duration.ofMillis(20));
        assertThatThrownBy(() -> EmbeddedOrgMain.settings(List.of("--port", "x")))
                .hasMessage("option --port: expected a number, was x");
        assertThatThrownBy(() -> EmbeddedOrgMain.settings(List.of("--magic", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
