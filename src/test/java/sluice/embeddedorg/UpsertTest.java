package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class UpsertTest {
    private static final String PATH = "/sobjects/Lead/External_Id__c/";

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void createsThenUpdates() {
        Answer created = ORG.patch(PATH + "k1", "{\"LastName\":\"A\",\"Company\":\"C\"}");
        String id = created.json().path("id").asText();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text()).isEqualTo("{\"id\":\"" + id + "\",\"success\":true,\"errors\":[],\"created\":true}");

        Answer updated = ORG.patch(PATH + "K1", "{\"Title\":\"CEO\"}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.text())
                .isEqualTo("{\"id\":\"" + id + "\",\"success\":true,\"errors\":[],\"created\":false}");
        assertThat(ORG.get(PATH + "k1").json().path("Title").asText()).isEqualTo("CEO");
    }

    @Test
    void answersAnUpdateWithoutABodyBeforeVersion46() {
        ORG.patch(PATH + "k1", "{\"LastName\":\"A\",\"Company\":\"C\"}");

        Answer updated = ORG.patch("/services/data/v45.0" + PATH + "k1", "{\"Title\":\"CEO\"}");

        assertThat(updated.status()).isEqualTo(204);
        assertThat(updated.text()).isEmpty();
    }

    @Test
    void writesNothingWhereSeveralRecordsHaveTheValue() {
        String first = ORG.create("Contact", "{\"LastName\":\"A\",\"Email\":\"a@b.io\"}");
        String second = ORG.create("Contact", "{\"LastName\":\"B\",\"Email\":\"A@b.io\"}");

        Answer answer = ORG.patch("/sobjects/Contact/Email/a%40b.io", "{\"Title\":\"x\"}");

        assertThat(answer.status()).isEqualTo(300);
        assertThat(answer.text())
                .isEqualTo("[\"/services/data/v62.0/sobjects/Contact/" + first
                        + "\",\"/services/data/v62.0/sobjects/Contact/" + second + "\"]");
        assertThat(ORG.query("SELECT COUNT() FROM Contact WHERE Title != null")
                        .json()
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void neverCreatesWhenToldToUpdateOnly() {
        assertThat(ORG.patch(PATH + "k1?updateOnly=true", "{\"LastName\":\"A\",\"Company\":\"C\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesTheKeyInTheBodyAndUnknownKeys() {
        assertThat(ORG.patch(PATH + "k1", "{\"External_Id__c\":\"k1\"}").text())
                .isEqualTo("[{\"message\":\"The External_Id__c field should not be specified in the sobject data.\","
                        + "\"errorCode\":\"INVALID_FIELD\"}]");
        Answer unknown = ORG.patch("/sobjects/Lead/Nope__c/k1", "{\"LastName\":\"A\"}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get(0).path("message").asText())
                .isEqualTo("Provided external ID field does not exist or is not accessible: Nope__c");
    }

    @Test
    void takesAnyTextAsTheKey() {
        String key = "a/b c+d%?#\u00e4'\\";
        String encoded = RunningOrg.encode(key).replace("+", "%20");

        ORG.patch(PATH + encoded, "{\"LastName\":\"A\",\"Company\":\"C\"}");

        assertThat(ORG.get(PATH + encoded).json().path("External_Id__c").asText())
                .isEqualTo(key);
        assertThat(ORG.get(PATH + "x.inc").status()).isEqualTo(404);
    }

    @Test
    void createsByPostingToId() {
        Answer answer = ORG.post("/sobjects/Account/Id", "{\"Name\":\"Acme\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("created").booleanValue()).isTrue();
    }
}
