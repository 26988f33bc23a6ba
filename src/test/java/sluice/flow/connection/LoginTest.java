package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.golden.GoldenCase;
import sluice.golden.ScriptedSalesforce;

/** The four OAuth flows, where they go, and what happens when a token is no longer taken. */
class LoginTest {
    private static final LoginSettings CLIENT =
            LoginSettings.none().with("client-id", "client-id").with("client-secret", "client-secret");

    private final ScriptedSalesforce salesforce = new ScriptedSalesforce(Duration.ZERO);

    @AfterEach
    void close() {
        salesforce.close();
    }

    @Test
    void logsInWithClientCredentials() throws SalesforceException {
        assertThat(form(LoginSettings.at(salesforce.url())))
                .containsOnly(
                        Map.entry("grant_type", "client_credentials"),
                        Map.entry("client_id", "client-id"),
                        Map.entry("client_secret", "client-secret"),
                        Map.entry("format", "json"));
    }

    @Test
    void logsInWithAKeyStoreBeforeAnythingElse(@TempDir Path folder) throws Exception {
        Path keystore = keystore(folder);

        Map<String, String> form = form(LoginSettings.at(salesforce.url())
                .with("refresh-token", "refresh-1")
                .with("user-name", "user@acme.test")
                .with("jwt.keystore", keystore.toString())
                .with("jwt.keystore-password", "changeit"));

        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String claim = new String(
                Base64.getUrlDecoder().decode(form.get("assertion").split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claim)
                .contains("\"iss\":\"client-id\"")
                .contains("\"sub\":\"user@acme.test\"")
                .contains("\"aud\":\"" + salesforce.url() + "\"");
    }

    @Test
    void logsInWithTheRefreshTokenBeforeUserAndPassword() throws SalesforceException {
        assertThat(form(LoginSettings.at(salesforce.url())
                        .with("refresh-token", "refresh-1")
                        .with("user-name", "user@acme.test")
                        .with("password", "secret")))
                .containsEntry("grant_type", "refresh_token");
    }

    @Test
    void choosesTheHost() {
        LoginSettings sandbox = CLIENT.with("sandbox", "true");

        assertThat(Login.of(CLIENT).getLoginUrl()).isEqualTo("https://login.salesforce.com");
        assertThat(Login.of(sandbox).getLoginUrl()).isEqualTo("https://test.salesforce.com");
        assertThat(Login.of(sandbox.with("login-url", "https://acme.my.salesforce.com/"))
                        .getLoginUrl())
                .isEqualTo("https://acme.my.salesforce.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://acme.my.salesforce.com", "https://salesforce.com.evil.test", "https://evil.test"})
    void refusesLoginHostsThatAreNotSalesforces(String url) {
        LoginSettings settings = CLIENT.with("login-url", url);

        assertThatThrownBy(() -> Login.of(settings)).hasMessageContaining("salesforce.login-url");
    }

    @Test
    void namesEverySettingThatIsMissing() {
        LoginSettings settings = LoginSettings.none().with("user-name", "user@acme.test");

        DefinitionException missing = catchThrowableOfType(DefinitionException.class, () -> Login.of(settings));

        assertThat(missing.faults().stream().map(Fault::at))
                .containsExactly("salesforce.client-id", "salesforce.client-secret", "salesforce.password");
    }

    @Test
    void sendsNothingToAnInstanceThatIsNotSalesforces() {
        LoginSettings settings = LoginSettings.at(salesforce.url());
        try (TestConnection connection = new TestConnection(settings, false)) {
            LoginRefusedException refused = catchThrowableOfType(LoginRefusedException.class, connection::logIn);

            assertThat(refused.failure().errorCode()).isEqualTo("INSTANCE_URL_REFUSED");
            connection.createLead();
            assertThat(salesforce.requests()).allMatch(ScriptedSalesforce.Request::isLogin);
        }
    }

    @Test
    void logsInOnceMoreAndRepeatsTheCallWhenTheTokenIsNotTaken() {
        Exchange sent = createLead("dst-onEvent-b54da57a78");

        assertThat(sent.getException()).isNull();
        assertThat(paths()).containsExactly("Lead", "token", "Lead");
        assertThat(salesforce.requests().get(2).authorization()).isEqualTo("Bearer access-2");
        assertThat(sent.getMessage().getBody(String.class)).contains("00Q000000000001AAA");
    }

    @Test
    void givesUpWhenTheNewTokenIsNotTakenEither() {
        Exchange sent = createLead("dst-onEvent-95f00d564b");

        assertThat(sent.getException(SalesforceException.class).getStatusCode()).isEqualTo(401);
        assertThat(sent.getException(SalesforceException.class).getErrors())
                .extracting("errorCode")
                .containsExactly("INVALID_SESSION_ID");
        assertThat(paths()).containsExactly("Lead", "token", "Lead");
    }

    @Test
    void asksOnceForANewTokenWhenThatIsRefused() {
        Exchange sent = createLead("dst-onEvent-3b32c071e1");

        assertThat(sent.getException()).isInstanceOf(LoginRefusedException.class);
        assertThat(paths()).containsExactly("Lead", "token");
    }

    /** With a token, and Salesforce following the case from then on. */
    private Exchange createLead(String id) {
        GoldenCase golden = GoldenCase.of("destination").stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (TestConnection connection = new TestConnection(LoginSettings.at(salesforce.url()))) {
            assertThat(connection.createLead().getException()).isNull();
            salesforce.follow(golden);
            return connection.createLead();
        }
    }

    private List<String> paths() {
        return salesforce.requests().stream()
                .map(request -> request.path().replaceFirst(".*/", ""))
                .toList();
    }

    private Map<String, String> form(LoginSettings settings) throws SalesforceException {
        try (TestConnection connection = new TestConnection(settings)) {
            connection.logIn();
        }
        return salesforce.requests().get(0).form();
    }

    private static Path keystore(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("app.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String command = keytool + " -genkeypair -alias app -keyalg RSA -keysize 2048 -dname CN=app -storetype PKCS12"
                + " -storepass changeit -keystore " + file;
        assertThat(new ProcessBuilder(command.split(" ")).start().waitFor()).isZero();
        return file;
    }
}
