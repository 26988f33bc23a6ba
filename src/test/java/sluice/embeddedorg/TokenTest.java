package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sluice.embeddedorg.RunningOrg.Answer;
import sluice.embeddedorg.oauth.Credentials;

class TokenTest {
    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @RegisterExtension
    static final RunningOrg STRICT = new RunningOrg(EmbeddedOrgSettings.defaults()
            .withCredentials(new Credentials(
                    Optional.of("c"), Optional.of("s"), Optional.of("u"), Optional.of("p"), Optional.of("r0"), true)));

    @Test
    void answersAPasswordLoginAsSalesforceDoes() {
        Answer answer = ORG.token("grant_type=password&client_id=c&client_secret=s&username=u&password=p");

        JsonNode body = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(body.path("access_token").asText()).matches("00D[A-Za-z0-9]{12}!.+");
        assertThat(body.path("instance_url").asText()).isEqualTo(ORG.org().url().toString());
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("id").asText()).contains("/id/00D").contains("/005");
        assertThat(body.has("issued_at")).isTrue();
        assertThat(body.has("expires_in")).isFalse();
    }

    @Test
    void answersAJwtWithoutSignatureAndTimeOfIssue() {
        JsonNode body = ORG.token(jwtForm("{\"iss\":\"c\",\"sub\":\"u\",\"aud\":\"x\",\"exp\":9999999999}"))
                .json();

        assertThat(body.path("access_token").asText()).isNotEmpty();
        assertThat(body.has("signature") || body.has("issued_at")).isFalse();
    }

    @Test
    void refusesAJwtThatHasEnded() {
        Answer answer = ORG.token(jwtForm("{\"iss\":\"c\",\"sub\":\"u\",\"aud\":\"x\",\"exp\":1}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void namesWhatIsWrongWithALogin() {
        assertRefused("grant_type=password&client_id=c&client_secret=s&username=u&password=no", "invalid_grant");
        assertRefused("grant_type=client_credentials&client_id=no&client_secret=s", "invalid_client_id");
        assertRefused("grant_type=client_credentials&client_id=c&client_secret=no", "invalid_client");
        assertRefused("grant_type=magic", "unsupported_grant_type");
        assertRefused("grant_type=refresh_token&client_id=c&refresh_token=unknown", "invalid_grant");
    }

    @Test
    void reusingARotatedRefreshTokenRevokesTheChain() {
        String form = "grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=";
        JsonNode first = STRICT.token(form + "r0").json();
        String second = first.path("refresh_token").asText();
        assertThat(second).isNotEmpty();

        assertThat(STRICT.token(form + "r0").status()).isEqualTo(400);

        assertThat(STRICT.token(form + second).status()).isEqualTo(400);
        Answer call = STRICT.get(
                "/limits",
                "Authorization",
                "Bearer " + first.path("access_token").asText());
        assertThat(call.status()).isEqualTo(401);
    }

    @Test
    void refusesCallsWithoutAGoodToken() {
        Answer answer = ORG.get("/limits", "Authorization", "Bearer bad");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
    }

    @Test
    void endsASessionWhenItIsRevoked() {
        String token = ORG.token("grant_type=client_credentials&client_id=c&client_secret=s")
                .json()
                .path("access_token")
                .asText();
        assertThat(ORG.get("/limits", "Authorization", "OAuth " + token).status())
                .isEqualTo(200);

        ORG.post(
                "/services/oauth2/revoke",
                "token=" + RunningOrg.encode(token),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(ORG.get("/limits", "Authorization", "OAuth " + token).status())
                .isEqualTo(401);
    }

    @Test
    void logsInBySoap() {
        String login = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><login"
                + " xmlns='urn:partner.soap.sforce.com'><username>u</username><password>%s</password></login></e:Body>"
                + "</e:Envelope>";

        Answer good = STRICT.post("/services/Soap/u/62.0", login.formatted("p"), "Content-Type", "text/xml");
        Answer bad = STRICT.post("/services/Soap/u/62.0", login.formatted("no"), "Content-Type", "text/xml");

        String session = good.text().replaceAll(".*<sessionId>(.*)</sessionId>.*", "$1");
        assertThat(STRICT.get("/limits", "Authorization", "Bearer " + session).status())
                .isEqualTo(200);
        assertThat(bad.status()).isEqualTo(500);
        assertThat(bad.text()).contains("INVALID_LOGIN");
    }

    private static void assertRefused(String form, String error) {
        Answer answer = STRICT.token(form);
        assertThat(answer.status()).as(form).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).as(form).isEqualTo(error);
    }

    private static String jwtForm(String claims) {
        return "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + ".c2ln";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
