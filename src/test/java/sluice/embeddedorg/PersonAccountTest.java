package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;

class PersonAccountTest {
    @RegisterExtension
    static final RunningOrg ORG = new RunningOrg(EmbeddedOrgSettings.defaults().withPersonAccounts(true));

    @RegisterExtension
    static final RunningOrg BUSINESS = RunningOrg.withDefaults();

    @Test
    void anAccountWithALastNameIsAPerson() {
        String id = ORG.create("Account", "{\"FirstName\":\"Ada\",\"LastName\":\"Day\",\"PersonEmail\":\"a@b.io\"}");

        JsonNode account = ORG.get("/sobjects/Account/" + id).json();
        assertThat(account.path("IsPersonAccount").booleanValue()).isTrue();
        assertThat(account.path("Name").asText()).isEqualTo("Ada Day");
        ORG.patch("/sobjects/Account/" + id, "{\"LastName\":\"Night\"}");
        assertThat(ORG.query("SELECT Name FROM Account WHERE PersonEmail = 'A@B.io'")
                        .text())
                .contains("Ada Night");
    }

    @Test
    void keepsPeopleAndBusinessesApart() {
        String business = ORG.create("Account", "{\"Name\":\"Acme\"}");

        assertThat(ORG.get("/sobjects/Account/" + business)
                        .json()
                        .path("IsPersonAccount")
                        .booleanValue())
                .isFalse();
        Answer refused = ORG.patch("/sobjects/Account/" + business, "{\"PersonEmail\":\"a@b.io\"}");
        assertThat(refused.json().get(0).path("errorCode").asText()).isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
        assertThat(ORG.post("/sobjects/Account", "{\"Name\":\"x\",\"LastName\":\"Day\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void doesNotKnowPeopleUnlessSwitchedOn() {
        assertThat(BUSINESS.post("/sobjects/Account", "{\"LastName\":\"Day\"}").text())
                .contains("No such column 'LastName' on sobject of type Account");
    }
}
