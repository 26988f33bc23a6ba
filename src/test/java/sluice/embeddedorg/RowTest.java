package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.embeddedorg.RunningOrg.Answer;

class RowTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void createsAndReadsARecord() {
        Answer answer = ORG.post("/sobjects/Lead", "{\"LastName\":\"Day\",\"FirstName\":\"Ada\",\"Company\":\"Acme\"}");

        String id = answer.json().path("id").asText();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"id\":\"" + id + "\",\"success\":true,\"errors\":[]}");
        assertThat(answer.header("Location")).isEqualTo("/services/data/v62.0/sobjects/Lead/" + id);
        assertThat(answer.header("Sforce-Limit-Info")).isEqualTo("api-usage=1/5000000");
        JsonNode lead = ORG.get("/sobjects/Lead/" + id.substring(0, 15)).json();
        assertThat(lead.path("attributes").path("url").asText()).isEqualTo("/services/data/v62.0/sobjects/Lead/" + id);
        assertThat(lead.path("Name").asText()).isEqualTo("Ada Day");
        assertThat(lead.path("Status").asText()).isEqualTo("Open - Not Contacted");
        assertThat(lead.path("IsConverted").booleanValue()).isFalse();
        assertThat(lead.path("Title").isNull()).isTrue();
        assertThat(lead.path("CreatedDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000\\+0000");
    }

    @Test
    void updatesWithoutABody() {
        String id = ORG.create("Account", "{\"Name\":\"Acme\",\"NumberOfEmployees\":5}");

        Answer answer = ORG.patch("/sobjects/Account/" + id, "{\"name\":\"Acme Inc\",\"NumberOfEmployees\":null}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        JsonNode account = ORG.get("/sobjects/Account/" + id + "?fields=Name,NumberOfEmployees")
                .json();
        assertThat(account.path("Name").asText()).isEqualTo("Acme Inc");
        assertThat(account.path("NumberOfEmployees").isNull()).isTrue();
    }

    @Test
    void deletesOnce() {
        String path = "/sobjects/Lead/" + ORG.create("Lead", "{\"LastName\":\"Day\",\"Company\":\"Acme\"}");

        assertThat(ORG.delete(path).status()).isEqualTo(204);

        Answer again = ORG.delete(path);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text())
                .isEqualTo("[{\"message\":\"entity is deleted\",\"errorCode\":\"ENTITY_IS_DELETED\",\"fields\":[]}]");
        assertThat(ORG.query("SELECT COUNT() FROM Lead")
                        .json()
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void refusesACreateInSalesforcesWords() {
        assertRefused(
                "Lead",
                "{\"FirstName\":\"Ada\"}",
                "[{\"message\":\"Required fields are missing: [LastName, Company]\","
                        + "\"errorCode\":\"REQUIRED_FIELD_MISSING\",\"fields\":[\"LastName\",\"Company\"]}]");
        assertRefused(
                "Account",
                "{\"FavoritePet__c\":\"Dog\"}",
                "[{\"message\":\"No such column 'FavoritePet__c' on sobject of type Account\","
                        + "\"errorCode\":\"INVALID_FIELD\"}]");
        assertRefused(
                "Subscription__c",
                "{\"Tier__c\":\"Tin\"}",
                "[{\"message\":\"Tier: bad value for restricted picklist field: Tin\","
                        + "\"errorCode\":\"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST\",\"fields\":[\"Tier__c\"]}]");
        assertRefused(
                "Contact",
                "{\"LastName\":\"D\",\"Email\":\"nobody\"}",
                "[{\"message\":\"Email: invalid email address: nobody\","
                        + "\"errorCode\":\"INVALID_EMAIL_ADDRESS\",\"fields\":[\"Email\"]}]");
        assertRefused(
                "Contact",
                "{\"LastName\":\"D\",\"AccountId\":\"nope\"}",
                "[{\"message\":\"Account ID: id value of incorrect type: nope\","
                        + "\"errorCode\":\"MALFORMED_ID\",\"fields\":[\"AccountId\"]}]");
        String longName = "x".repeat(41);
        assertRefused(
                "Contact",
                "{\"LastName\":\"D\",\"FirstName\":\"" + longName + "\"}",
                "[{\"message\":\"First Name: data value too large: " + longName
                        + " (max length=40)\",\"errorCode\":\"STRING_TOO_LONG\",\"fields\":[\"FirstName\"]}]");
        assertRefused(
                "Account",
                "{\"Id\":\"001\"}",
                "[{\"message\":\"The Id field should not be specified in the sobject data.\","
                        + "\"errorCode\":\"INVALID_FIELD\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Account|{\"Name\":5}|string from VALUE_NUMBER_INT value 5",
                "Account|{\"Name\":true}|string from VALUE_TRUE value true",
                "Account|{\"Name\":\"x\",\"NumberOfEmployees\":\"many\"}|int from VALUE_STRING value many",
                "Opportunity|{\"CloseDate\":\"2024-13-01\"}|date from VALUE_STRING value 2024-13-01",
                "Subscription__c|{\"Active__c\":\"yes\"}|boolean from VALUE_STRING value yes",
                "Subscription__c|{\"Active__c\":null}|boolean from VALUE_NULL value null",
                "Subscription__c|{\"Amount__c\":\"a\"}|currency from VALUE_STRING value a",
            })
    void saysWhereAValueIsOfTheWrongType(String object, String body, String what) {
        Answer answer = ORG.post("/sobjects/" + object, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).path("errorCode").asText()).isEqualTo("JSON_PARSER_ERROR");
        assertThat(answer.json().get(0).path("message").asText())
                .startsWith("Cannot deserialize instance of " + what
                        + " or request may be missing a required field at [line:1, column:");
        assertThat(answer.json().get(0).has("fields")).isFalse();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(ORG.post("/sobjects/Account", "{\"Name\"")
                        .json()
                        .get(0)
                        .path("errorCode")
                        .asText())
                .isEqualTo("JSON_PARSER_ERROR");
        assertThat(ORG.post("/sobjects/Account", "[]").status()).isEqualTo(400);
    }

    @Test
    void refusesTheSameUniqueValueTwice() {
        String id = ORG.create("Lead", "{\"LastName\":\"A\",\"Company\":\"C\",\"External_Id__c\":\"Key\"}");

        Answer answer = ORG.post("/sobjects/Lead", "{\"LastName\":\"B\",\"Company\":\"C\",\"External_Id__c\":\"KEY\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"duplicate value found: External_Id__c duplicates value on record with id: "
                        + id + "\",\"errorCode\":\"DUPLICATE_VALUE\",\"fields\":[]}]");
    }

    @Test
    void tellsBadIdsFromUnknownOnes() {
        String id = ORG.create("Account", "{\"Name\":\"Acme\"}");
        String wrongSuffix = id.substring(0, 15) + "IB1";

        assertThat(ORG.patch("/sobjects/Account/" + wrongSuffix, "{\"Name\":\"x\"}")
                        .text())
                .isEqualTo("[{\"message\":\"Account ID: id value of incorrect type: " + wrongSuffix
                        + "\",\"errorCode\":\"MALFORMED_ID\",\"fields\":[\"Id\"]}]");
        Answer unknown = ORG.get("/sobjects/Account/001gK00000zzzzz");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text())
                .isEqualTo("[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]");
        assertThat(ORG.post("/sobjects/PlayingCard__c", "{}").status()).isEqualTo(404);
    }

    @Test
    void linksToAParentByItsExternalId() {
        String account = ORG.create("Account", "{\"Name\":\"Acme\",\"External_Id__c\":\"a-1\"}");

        String contact = ORG.create("Contact", "{\"LastName\":\"D\",\"Account\":{\"External_Id__c\":\"A-1\"}}");

        assertThat(ORG.get("/sobjects/Contact/" + contact)
                        .json()
                        .path("AccountId")
                        .asText())
                .isEqualTo(account);
        assertThat(ORG.post("/sobjects/Contact", "{\"LastName\":\"D\",\"Account\":{\"External_Id__c\":\"no\"}}")
                        .json()
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("Foreign key external ID: no not found for field External_Id__c in entity Account");
    }

    @Test
    void keepsTextExactly() {
        String text = "O'Neil \\ \"x\" % _ \u0001 \uD83D\uDE00 <b>&amp;";
        String body = RunningOrg.JSON.createObjectNode().put("Name", text).toString();

        String id = ORG.create("Account", body);

        assertThat(ORG.get("/sobjects/Account/" + id).json().path("Name").asText())
                .isEqualTo(text);
    }

    @Test
    void storesNumbersAsSalesforceShowsThem() {
        String id = ORG.create(
                "Subscription__c", "{\"Amount__c\":300,\"Seats__c\":912260031,\"Started_On__c\":\"2024-02-29\"}");

        String text = ORG.get("/sobjects/Subscription__c/" + id).text();

        assertThat(text)
                .contains("\"Amount__c\":300.0")
                .contains("\"Seats__c\":9.12260031E8")
                .contains("\"Started_On__c\":\"2024-02-29\"")
                .contains("\"Name\":\"" + id.substring(0, 15) + "\"");
    }

    @Test
    void doesNotUpdateAConvertedLead() {
        String id = ORG.create("Lead", "{\"LastName\":\"D\",\"Company\":\"Acme\"}");
        assertThat(ORG.post("/embedded-org/convert-lead", "{\"id\":\"" + id + "\"}")
                        .status())
                .isEqualTo(204);

        Answer answer = ORG.patch("/sobjects/Lead/" + id, "{\"Title\":\"x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).path("errorCode").asText()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
        JsonNode lead = ORG.get("/sobjects/Lead/" + id).json();
        assertThat(lead.path("IsConverted").booleanValue()).isTrue();
        assertThat(ORG.get("/sobjects/Contact/"
                                + lead.path("ConvertedContactId").asText())
                        .status())
                .isEqualTo(200);
    }

    private static void assertRefused(String object, String body, String expected) {
        Answer answer = ORG.post("/sobjects/" + object, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.text()).as(body).isEqualTo(expected);
    }
}
