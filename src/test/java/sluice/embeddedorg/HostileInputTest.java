package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.embeddedorg.RunningOrg.Answer;

class HostileInputTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void readsCompressedBodies() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write("grant_type=client_credentials&client_id=c&client_secret=s".getBytes(StandardCharsets.UTF_8));
        }

        Answer answer = ORG.send(HttpRequest.newBuilder(ORG.uri("/services/oauth2/token"))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip.toByteArray())));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void refusesConditionsThatAreNestedTooDeeply() {
        assertThat(ORG.query("SELECT Id FROM Lead WHERE " + "NOT ".repeat(3_000) + "Name = 'a'")
                        .status())
                .isEqualTo(400);
        assertThat(ORG.query("SELECT Id FROM Lead WHERE " + "(".repeat(3_000) + "Name = 'a'")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"records\":[1]}",
                "{\"records\":{}}",
                "{\"records\":[{\"attributes\":1,\"LastName\":\"x\"}]}",
                "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Name\":{\"a\":[]}}]}",
                "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Parent\":[1]}]}",
                "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"AnnualRevenue\":1e400}]}",
                "\"text\"",
                "{",
                "",
            })
    void answersCollectionsThatAreNone(String body) {
        assertThat(ORG.post("/composite/sobjects", body).status()).isIn(200, 400);
        assertThat(ORG.patch("/composite/sobjects", body).status()).isIn(200, 400);
        assertThat(ORG.patch("/composite/sobjects/Account/External_Id__c", body).status())
                .isIn(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/query",
                "/query?q=",
                "/query?q=%27",
                "/query?q=SELECT",
                "/query?q=SELECT+Id+FROM+Lead+LIMIT+x",
                "/query?q=SELECT+Id+FROM+Lead+WHERE+Name+%3E+null",
                "/query?q=SELECT+Id+FROM+Lead+WHERE+CreatedDate+%3E+2024-99-99",
                "/query?q=SELECT+Id+FROM+Lead+WHERE+Name+LIKE+%27%5Cq%27",
                "/query/-",
            })
    void answersQueriesThatAreNone(String path) {
        Answer answer = ORG.get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    void neverLetsTextBreakOutOfAQuery() {
        ORG.create("Lead", "{\"LastName\":\"Day\",\"Company\":\"Acme\"}");

        Answer escaped = ORG.query("SELECT Id FROM Lead WHERE LastName = 'x\\' OR LastName != \\''");

        assertThat(escaped.status()).isEqualTo(200);
        assertThat(escaped.json().path("totalSize").asInt()).isZero();
    }
}
