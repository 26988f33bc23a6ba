package sluice.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.TemporaryFolders;

/** Who writes a mapping looks up what the org has. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class ObjectsIT {
    @Test
    void listsTheObjectsOfTheOrg() {
        get("/api/objects")
                .statusCode(200)
                .body("total", greaterThan(5))
                .body("items.name", hasItems("Lead", "Contact", "Subscription__c"))
                .body("items.find { it.name == 'Lead' }.createable", equalTo(true))
                .body("items.find { it.name == 'Lead' }.custom", equalTo(false))
                .body("items.find { it.name == 'Subscription__c' }.custom", equalTo(true));
    }

    @Test
    void listsTheFieldsOfAnObject() {
        get("/api/objects/Lead/fields")
                .statusCode(200)
                .body("items.find { it.name == 'LastName' }.required", equalTo(true))
                .body("items.find { it.name == 'Email' }.type", equalTo("email"))
                .body("items.find { it.name == 'Email' }.required", equalTo(false))
                .body("items.find { it.name == 'External_Id__c' }.externalId", equalTo(true))
                .body("items.find { it.name == 'External_Id__c' }.unique", equalTo(true))
                .body("items.find { it.name == 'Status' }.values", not(empty()))
                .body("items.find { it.name == 'CreatedDate' }.createable", equalTo(false));
        get("/api/objects/Contact/fields")
                .body("items.find { it.name == 'AccountId' }.referenceTo", contains("Account"))
                .body("items.find { it.name == 'AccountId' }.relationshipName", equalTo("Account"));
    }

    @Test
    void givesThePageThatIsAskedFor() {
        int total = get("/api/objects").extract().path("total");
        String second = get("/api/objects").extract().path("items[1].name");

        get("/api/objects?offset=1&limit=1")
                .body("total", equalTo(total))
                .body("items", hasSize(1))
                .body("items[0].name", equalTo(second));
    }

    @Test
    void tellsOfAnObjectThatTheOrgDoesNotKnow() {
        get("/api/objects/Nowhere__c/fields")
                .statusCode(404)
                .body("error.httpStatus", equalTo(404))
                .body("error.errorCode", equalTo("NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/objects?limit=0", "/api/objects?offset=-1", "/api/objects/Lead/fields?limit=all"})
    void refusesAPageThatIsNone(String path) {
        get(path).statusCode(400).body("errors[0].expected", equalTo("offset from 0 and limit from 1 to 1000"));
    }

    @Test
    void refusesWhatIsNoName() {
        get("/api/objects/Lead%2F..%2FUser/fields").statusCode(not(200));
        get("/api/objects/Lead%20Source/fields").statusCode(400).body("errors[0].at", equalTo("name"));
    }

    @Test
    void wantsTheAdminToken() {
        given().get("/api/objects").then().statusCode(401);
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", "Bearer demo")
                .urlEncodingEnabled(false)
                .get(path)
                .then();
    }
}
