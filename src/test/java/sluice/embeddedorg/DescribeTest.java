package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DescribeTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void describesFields() {
        JsonNode lead = ORG.get("/sobjects/Lead/describe").json();

        assertThat(lead.path("keyPrefix").asText()).isEqualTo("00Q");
        assertThat(field(lead, "LastName").path("nillable").booleanValue()).isFalse();
        assertThat(field(lead, "LastName").path("length").asInt()).isEqualTo(80);
        assertThat(field(lead, "Name").path("createable").booleanValue()).isFalse();
        assertThat(field(lead, "External_Id__c").path("externalId").booleanValue())
                .isTrue();
        assertThat(field(lead, "External_Id__c").path("caseSensitive").booleanValue())
                .isFalse();
        assertThat(field(lead, "Description").path("filterable").booleanValue()).isFalse();
        assertThat(field(lead, "OwnerId").path("referenceTo").get(0).asText()).isEqualTo("User");
        assertThat(field(lead, "Status")
                        .path("picklistValues")
                        .get(0)
                        .path("value")
                        .asText())
                .isEqualTo("Open - Not Contacted");
        assertThat(field(lead, "AnnualRevenue").path("soapType").asText()).isEqualTo("xsd:double");
    }

    @Test
    void listsObjectsVersionsAndLimits() {
        JsonNode objects = ORG.get("/sobjects").json().path("sobjects");
        assertThat(StreamSupport.stream(objects.spliterator(), false)
                        .map(object -> object.path("name").asText()))
                .contains("Lead", "Contact", "Account", "Opportunity", "Case", "Subscription__c");

        JsonNode versions = ORG.get("/services/data").json();
        assertThat(versions.get(0).toString())
                .isEqualTo("{\"label\":\"Summer '14\",\"url\":\"/services/data/v31.0\",\"version\":\"31.0\"}");
        assertThat(versions.get(versions.size() - 1).path("label").asText()).isEqualTo("Summer '26");
        assertThat(ORG.get("/services/data/v30.0/limits").status()).isEqualTo(410);
        assertThat(ORG.get("/services/data/v99.0/limits").status()).isEqualTo(404);
        assertThat(ORG.get("/limits")
                        .json()
                        .path("DailyApiRequests")
                        .path("Max")
                        .asInt())
                .isEqualTo(5_000_000);
    }

    @Test
    void tellsWhichMethodsAreAllowed() {
        RunningOrg.Answer answer = ORG.put("/sobjects/Lead", "{}");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().get(0).path("errorCode").asText()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(ORG.get("/nowhere").status()).isEqualTo(404);
    }

    private static JsonNode field(JsonNode describe, String name) {
        return StreamSupport.stream(describe.path("fields").spliterator(), false)
                .filter(field -> field.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
