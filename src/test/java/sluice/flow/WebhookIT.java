package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import sluice.TemporaryFolders;

@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class WebhookIT {
    private static final String EVENT = "{\"type\":\"track\",\"event\":\"Zoë\",\"userId\":\"u\"}";

    @Test
    void takesASignedEvent() throws GeneralSecurityException {
        send(EVENT, sign("whispered", EVENT)).statusCode(200).body("success", equalTo(true));
    }

    @Test
    void takesAListWhoseFirstEventIsSigned() throws GeneralSecurityException {
        send("[" + EVENT + "," + EVENT + "]", sign("whispered", EVENT)).statusCode(200);
    }

    @Test
    void turnsAwayWhatIsNotSignedWithTheSecret() throws GeneralSecurityException {
        send(EVENT, sign("guessed", EVENT)).statusCode(401);
        send(EVENT, "").statusCode(401);
        send(EVENT, sign("whispered", EVENT + " ")).statusCode(401);
    }

    @Test
    void takesTheSameCallOnceThoughItHasNoMessageId() throws GeneralSecurityException {
        String email = UUID.randomUUID() + "@example.com";
        String event = "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"email\":\"%s\"}}".formatted(email);
        send(event, sign("whispered", event)).statusCode(200);
        send(event, sign("whispered", event)).statusCode(200);

        String dryRun = "{\"event\":%s,\"dryRun\":true}".formatted(event);
        TrackingApiIT.admin()
                .contentType(ContentType.JSON)
                .body(dryRun)
                .post("/api/deliver")
                .then()
                .statusCode(200)
                .body("deliveries", hasSize(1));
        String messageId = sha256(event) + "-0";
        TrackingApiIT.admin()
                .get("/api/deliveries?messageId=" + messageId)
                .then()
                .body("items", hasSize(1));
    }

    private static ValidatableResponse send(String body, String signature) {
        return given().contentType(ContentType.JSON)
                .header("X-Signature", signature)
                .body(body)
                .post("/v1/webhook")
                .then();
    }

    private static String sign(String secret, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(String body) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(body.getBytes(StandardCharsets.UTF_8)));
    }
}
