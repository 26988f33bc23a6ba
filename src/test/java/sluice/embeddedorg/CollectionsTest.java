package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class CollectionsTest {
    private static final String PATH = "/composite/sobjects";
    private static final String GOOD = "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"Acme\"}";
    private static final String BAD = "{\"attributes\":{\"type\":\"Contact\"},\"FirstName\":\"Ada\"}";

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void givesEachRecordItsResult() {
        Answer answer = ORG.post(PATH, "{\"records\":[" + GOOD + "," + BAD + "]}");

        String id = answer.json().get(0).path("id").asText();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("[{\"id\":\"" + id + "\",\"success\":true,\"errors\":[]},"
                        + "{\"success\":false,\"errors\":[{\"statusCode\":\"REQUIRED_FIELD_MISSING\","
                        + "\"message\":\"Required fields are missing: [LastName]\",\"fields\":[\"LastName\"]}]}]");
    }

    @Test
    void rollsBackWhenAllOrNone() {
        JsonNode results = ORG.post(PATH, "{\"allOrNone\":true,\"records\":[" + GOOD + "," + BAD + "]}")
                .json();

        assertThat(error(results, 0)).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(error(results, 1)).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(ORG.query("SELECT COUNT() FROM Account")
                        .json()
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void rollsBackUpdatesAndDeletes() {
        String id = ORG.create("Account", "{\"Name\":\"Acme\",\"External_Id__c\":\"a\"}");
        String update = "{\"attributes\":{\"type\":\"Account\"},\"id\":\"" + id + "\",\"External_Id__c\":\"b\"}";

        ORG.patch(PATH, "{\"allOrNone\":true,\"records\":[" + update + "," + GOOD + "]}");
        ORG.delete(PATH + "?allOrNone=true&ids=" + id + ",001000000000000");

        assertThat(ORG.get("/sobjects/Account/External_Id__c/a")
                        .json()
                        .path("Id")
                        .asText())
                .isEqualTo(id);
        assertThat(ORG.get("/sobjects/Account/External_Id__c/b").status()).isEqualTo(404);
    }

    @Test
    void updatesAndDeletesById() {
        String id = ORG.create("Account", "{\"Name\":\"Acme\"}");
        String update = "{\"attributes\":{\"type\":\"Account\"},\"Id\":\"" + id + "\",\"Name\":\"New\"}";

        JsonNode updated =
                ORG.patch(PATH, "{\"records\":[" + update + "," + GOOD + "]}").json();

        assertThat(updated.get(0).path("id").asText()).isEqualTo(id);
        assertThat(error(updated, 1)).isEqualTo("MISSING_ARGUMENT");
        JsonNode deleted =
                ORG.delete(PATH + "?ids=" + id + ",001RM000003oLrB000," + id).json();
        assertThat(deleted.get(0).path("success").booleanValue()).isTrue();
        assertThat(error(deleted, 1)).isEqualTo("MALFORMED_ID");
        assertThat(error(deleted, 2)).isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void upsertsByExternalId() {
        String id = ORG.create("Lead", "{\"LastName\":\"A\",\"Company\":\"C\",\"External_Id__c\":\"k1\"}");

        JsonNode results = ORG.patch(
                        PATH + "/Lead/External_Id__c",
                        "{\"records\":[" + lead("k1") + "," + lead("k2") + "," + lead("k3") + "," + lead("K3") + "]}")
                .json();

        assertThat(results.get(0).toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"success\":true,\"errors\":[],\"created\":false}");
        assertThat(results.get(1).path("created").booleanValue()).isTrue();
        assertThat(results.get(2).path("errors").get(0).toString())
                .isEqualTo("{\"statusCode\":\"DUPLICATE_VALUE\",\"message\":\"Duplicate external id specified: k3\","
                        + "\"fields\":[\"External_Id__c\"]}");
        assertThat(error(results, 3)).isEqualTo("DUPLICATE_VALUE");
    }

    @Test
    void takesAtMost200Records() {
        String records = String.join(",", Collections.nCopies(201, GOOD));

        Answer answer = ORG.post(PATH, "{\"records\":[" + records + "]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).path("errorCode").asText()).isEqualTo("EXCEEDED_ID_LIMIT");
    }

    @Test
    void readsSeveralRecords() {
        String id = ORG.create("Account", "{\"Name\":\"Acme\"}");

        JsonNode byParams = ORG.get(PATH + "/Account?fields=Id,Name&ids=" + id + ",001gK0000000zzz")
                .json();
        JsonNode byBody = ORG.post(PATH + "/Account", "{\"ids\":[\"" + id + "\"],\"fields\":[\"Name\"]}")
                .json();

        assertThat(byParams.get(0).path("Name").asText()).isEqualTo("Acme");
        assertThat(byParams.get(1).isNull()).isTrue();
        assertThat(byBody.get(0).path("Name").asText()).isEqualTo("Acme");
    }

    private static String lead(String key) {
        return "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"X\",\"Company\":\"C\",\"External_Id__c\":\"" + key
                + "\"}";
    }

    private static String error(JsonNode results, int index) {
        return results.get(index).path("errors").path(0).path("statusCode").asText();
    }
}
