package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.embeddedorg.RunningOrg.Answer;

class QueryTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @BeforeEach
    void threeSubscriptions() {
        ORG.create("Account", "{\"Name\":\"Acme\",\"External_Id__c\":\"acme\"}");
        ORG.create(
                "Subscription__c",
                "{\"Name\":\"a\",\"Plan__c\":\"Pro\",\"Amount__c\":10,\"Active__c\":true,\"Started_On__c\":\"2024-01-01\","
                        + "\"External_Id__c\":\"k1\",\"Account__r\":{\"External_Id__c\":\"acme\"},"
                        + "\"Renews_At__c\":\"2024-06-01T12:00:00Z\"}");
        ORG.create(
                "Subscription__c",
                "{\"Name\":\"b\",\"Plan__c\":\"50%_off\",\"Amount__c\":20.5,\"Started_On__c\":\"2024-02-01\","
                        + "\"External_Id__c\":\"k2\"}");
        ORG.create("Subscription__c", "{\"Name\":\"c\",\"Plan__c\":\"O'Neil \\\\ \\\"x\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Plan__c = 'PRO' | a",
                "Plan__c != 'pro' | b,c",
                "NOT Plan__c = 'pro' | b,c",
                "Amount__c > 10 | b",
                "Amount__c >= 10.0 AND Amount__c < 2e1 | a",
                "Amount__c = null | c",
                "Amount__c != null | a,b",
                "Active__c = TRUE | a",
                "Active__c = false | b,c",
                "Started_On__c < 2024-02-01 | a",
                "Renews_At__c = 2024-06-01T14:00:00+02:00 | a",
                "CreatedDate > YESTERDAY | a,b,c",
                "Plan__c LIKE 'p%' | a",
                "Plan__c LIKE '_ro' | a",
                "Plan__c LIKE '50\\%\\_%' | b",
                "Plan__c LIKE '%\\\\%' | c",
                "Plan__c = 'O\\'Neil \\\\ \\\"x\\\"' | c",
                "External_Id__c IN ('K1','k2','k3') | a,b",
                "External_Id__c NOT IN ('k1') | b,c",
                "External_Id__c = 'k1' OR Name = 'c' | a,c",
                "(External_Id__c = 'k1' OR Amount__c = 20.5) AND Active__c = true | a",
                "Account__r.Name = 'ACME' | a",
                "Account__r.External_Id__c = 'acme' AND Account__r.Owner.Alias = 'embedded' | a",
                "Account__c = '' | b,c",
                "External_Id__c = 'k1' AND Name = 'b' | ``",
            })
    void filters(String where, String expected) {
        assertThat(names("SELECT Name FROM Subscription__c WHERE " + where)).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDER BY Name DESC | c,b,a",
                "ORDER BY Amount__c | c,a,b",
                "ORDER BY Amount__c DESC NULLS LAST, Name | b,a,c",
                "ORDER BY Name LIMIT 1 OFFSET 1 | b",
                "LIMIT 2 | a,b",
            })
    void ordersAndCuts(String tail, String expected) {
        assertThat(names("select name from subscription__c " + tail)).isEqualTo(expected);
    }

    @Test
    void showsRelationships() {
        Answer answer =
                ORG.query("SELECT Name, Account__r.Name, Contact__r.Name FROM Subscription__c WHERE Name = 'a'");

        JsonNode record = answer.json().path("records").get(0);
        assertThat(answer.text()).startsWith("{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":");
        assertThat(record.path("Account__r").path("Name").asText()).isEqualTo("Acme");
        assertThat(record.path("Account__r").path("attributes").path("type").asText())
                .isEqualTo("Account");
        assertThat(record.path("Contact__r").isNull()).isTrue();
    }

    @Test
    void counts() {
        assertThat(ORG.query("SELECT COUNT() FROM Subscription__c WHERE Active__c = false")
                        .text())
                .isEqualTo("{\"totalSize\":2,\"done\":true,\"records\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELEKT Id FROM Lead | MALFORMED_QUERY | unexpected token: SELEKT",
                "SELECT Id FROM Lead WHERE | MALFORMED_QUERY | unexpected token: '<EOF>'",
                "SELECT Id FROM Lead WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | MALFORMED_QUERY | unexpected token: 'OR'",
                "SELECT Id FROM Lead WHERE Name = 'a | MALFORMED_QUERY | mismatched character",
                "SELECT Id FROM Nope | INVALID_TYPE | sObject type 'Nope' is not supported.",
                "SELECT Nope__c FROM Lead | INVALID_FIELD | No such column 'Nope__c' on entity 'Lead'.",
                "SELECT Nope.Name FROM Lead | INVALID_FIELD | Didn't understand relationship 'Nope' in field path.",
                "SELECT Id FROM Case WHERE Description = 'x' | INVALID_FIELD | field 'Description' can not be filtered in a query call",
                "SELECT Id FROM Opportunity WHERE Amount = '5' | INVALID_FIELD | value of filter criterion for field 'Amount' must be of type currency and should not be enclosed in quotes",
                "SELECT Id FROM Lead WHERE Email = 5 | INVALID_FIELD | value of filter criterion for field 'Email' must be of type string and should be enclosed in quotes",
                "SELECT Id FROM Lead WHERE Id = 'x' | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: x",
            })
    void refusesWrongQueries(String soql, String code, String message) {
        Answer answer = ORG.query(soql);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).path("errorCode").asText()).isEqualTo(code);
        assertThat(answer.json().get(0).path("message").asText()).contains(message);
    }

    @Test
    void pointsAtTheFault() {
        assertThat(ORG.query("SELECT Bacon__c FROM Account LIMIT 2")
                        .json()
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("\nSELECT Bacon__c FROM Account LIMIT 2\n       ^\nERROR at Row:1:Column:8\nNo such column"
                        + " 'Bacon__c' on entity 'Account'. If you are attempting to use a custom field, be sure to"
                        + " append the '__c' after the custom field name. Please reference your WSDL or the describe"
                        + " call for the appropriate names.");
    }

    @Test
    void givesLargeResultsByPages() {
        for (int call = 0; call < 11; call++) {
            ORG.post("/composite/sobjects", collection(200));
        }

        JsonNode first = ORG.query("SELECT Id FROM Contact").json();

        assertThat(first.path("totalSize").asInt()).isEqualTo(2200);
        assertThat(first.path("done").booleanValue()).isFalse();
        assertThat(first.path("records").size()).isEqualTo(2000);
        assertThat(first.path("nextRecordsUrl").asText())
                .matches("/services/data/v62\\.0/query/01g[A-Za-z0-9]{15}-2000");
        JsonNode second = ORG.get(first.path("nextRecordsUrl").asText()).json();
        assertThat(second.path("records").size()).isEqualTo(200);
        assertThat(second.path("done").booleanValue()).isTrue();
        assertThat(second.has("nextRecordsUrl")).isFalse();
        JsonNode small = ORG.get(
                        "/query?q=" + RunningOrg.encode("SELECT Id FROM Contact"),
                        "Sforce-Query-Options",
                        "batchSize=200")
                .json();
        assertThat(small.path("records").size()).isEqualTo(200);
        assertThat(ORG.get("/query/01g000000000000AAA-2000")
                        .json()
                        .get(0)
                        .path("errorCode")
                        .asText())
                .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void refusesUrlsThatAreTooLong() {
        assertThat(ORG.query("SELECT Id FROM Lead WHERE Name = '" + "x".repeat(16_384) + "'")
                        .status())
                .isEqualTo(414);
        assertThat(ORG.get("/limits", "X-Long", "x".repeat(16_384)).status()).isEqualTo(431);
    }

    @Test
    void findsDeletedRecordsOnlyByQueryAll() {
        String id = ORG.create("Lead", "{\"LastName\":\"D\",\"Company\":\"C\"}");
        ORG.delete("/sobjects/Lead/" + id);

        String soql = RunningOrg.encode("SELECT Id, IsDeleted FROM Lead");

        assertThat(ORG.get("/query?q=" + soql).json().path("totalSize").asInt()).isZero();
        assertThat(ORG.get("/queryAll?q=" + soql)
                        .json()
                        .path("records")
                        .get(0)
                        .path("IsDeleted")
                        .booleanValue())
                .isTrue();
    }

    private static String names(String soql) {
        Answer answer = ORG.query(soql);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        answer.json()
                .path("records")
                .forEach(record -> names.add(record.path("Name").asText()));
        return String.join(",", names);
    }

    private static String collection(int size) {
        String record = "{\"attributes\":{\"type\":\"Contact\"},\"LastName\":\"D\"}";
        return "{\"records\":[" + String.join(",", Collections.nCopies(size, record)) + "]}";
    }
}
