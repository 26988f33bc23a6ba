package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;
import sluice.embeddedorg.oauth.Credentials;

/** What the component does when the embedded org does not take its calls. */
class OrgCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLERS = 20;

    private final EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults()
            .withPort(0)
            .withCredentials(new Credentials(
                    Optional.empty(),
                    Optional.of("client-secret"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true)));

    private final LoginSettings settings = LoginSettings.at(org.url());

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void logsInOnceForAllWhoseSessionEnded() throws Exception {
        try (TestConnection connection = new TestConnection(settings)) {
            connection.logIn();
            org.expireSessions();

            List<Exchange> sent = atOnce(connection);

            assertThat(sent).allMatch(exchange -> exchange.getException() == null);
            assertThat(logins()).isEqualTo(2);
            assertThat(org.records(100).path("Lead")).hasSize(CALLERS);
        }
    }

    @Test
    void sharesTheFailureOfOneLogin() throws Exception {
        try (TestConnection connection = new TestConnection(settings)) {
            connection.logIn();
            org.expireSessions();
            fault(
                    "{'kind': 'status', 'status': 400, 'path': 'oauth2/token', 'count': -1, 'body': {'error': 'invalid_grant'}}");
            fault("{'kind': 'delay', 'delayMs': 500, 'path': 'oauth2/token', 'count': -1}");

            List<Exchange> sent = atOnce(connection);

            assertThat(sent).allMatch(exchange -> exchange.getException(LoginRefusedException.class) != null);
            assertThat(logins()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void stopsTryingAWrongSecret() {
        try (TestConnection connection = new TestConnection(settings.with("client-secret", "wrong"))) {
            for (int call = 0; call < 10; call++) {
                assertThat(connection.createLead().getException(LoginRefusedException.class))
                        .isNotNull();
            }

            assertThat(logins()).isEqualTo(2);
            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.LOGIN_REFUSED);
        }
    }

    @Test
    void goesOnWithARotatedRefreshToken() throws Exception {
        TestConnection.RememberedLogins tokens = new TestConnection.RememberedLogins();
        LoginSettings refreshing = settings.with("refresh-token", "configured");
        try (TestConnection connection = new TestConnection(refreshing, true, tokens)) {
            connection.logIn();
            connection.logIn();
            assertThat(connection.createLead().getException()).isNull();
        }
        try (TestConnection restarted = new TestConnection(refreshing, true, tokens)) {
            assertThat(restarted.createLead().getException()).isNull();
        }
    }

    @Test
    void logsInAnewWhateverA401Says() {
        try (TestConnection connection = new TestConnection(settings)) {
            connection.createLead();
            fault(
                    "{'kind': 'status', 'status': 401, 'path': 'sobjects/Lead', 'body': [{'errorCode': 'INVALID_AUTH_HEADER', 'message': 'no'}]}");

            assertThat(connection.createLead().getException()).isNull();

            assertThat(logins()).isEqualTo(2);
        }
    }

    @Test
    void pausesWhileTheApiIsDisabled() {
        try (TestConnection connection = new TestConnection(settings)) {
            fault(
                    "{'kind': 'status', 'status': 403, 'path': 'sobjects/Lead', 'body': [{'errorCode': 'API_DISABLED_FOR_ORG', 'message': 'no'}]}");

            connection.createLead();
            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.API_DISABLED);

            connection.createLead();
            assertThat(connection.gate().pause()).isEmpty();
        }
    }

    @Test
    void followsNoRedirect() {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'status', 'status': 302, 'headers': {'Location': '%s/elsewhere'}, 'path': 'sobjects/Lead'}"
                    .formatted(org.url()));

            SalesforceException refused = connection.createLead().getException(SalesforceException.class);

            assertThat(refused.getStatusCode()).isEqualTo(302);
            assertThat(org.calls().recent()).noneMatch(call -> call.path().contains("elsewhere"));
        }
    }

    @Test
    void pausesWhenManyCallsInARowFail() {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'status', 'status': 503, 'path': 'sobjects/Lead', 'count': 5}");

            IntStream.range(0, 4).forEach(call -> connection.createLead());
            assertThat(connection.gate().pause()).isEmpty();
            connection.createLead();
            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.FAILING);

            connection.createLead();
            assertThat(connection.gate().pause()).isEmpty();
        }
    }

    @Test
    void opensWhenOnlyOneRecordFails() throws InterruptedException {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'status', 'status': 500, 'path': 'sobjects/Lead', 'count': -1}");
            IntStream.range(0, 5).forEach(call -> connection.createLead());

            for (int probes = 0; probes < 3; probes++) {
                assertThat(connection.gate().pause()).isPresent();
                connection.feelPulse();
                try (OrgGate.Passage probe =
                        connection.gate().enter(Duration.ofSeconds(20)).orElseThrow()) {
                    probe.sends(7);
                    connection.createLead();
                }
            }
            connection.feelPulse();

            assertThat(connection.gate().pause()).isEmpty();
            assertThat(org.calls().counts()).containsEntry("limits", 1L);
        }
    }

    @Test
    void staysClosedWhenEverythingFails() throws InterruptedException {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'status', 'status': 500, 'path': 'services/data', 'count': -1}");
            IntStream.range(0, 5).forEach(call -> connection.createLead());
            for (int probes = 0; probes < 3; probes++) {
                try (OrgGate.Passage probe =
                        connection.gate().enter(Duration.ofSeconds(20)).orElseThrow()) {
                    probe.sends(7);
                    connection.createLead();
                }
            }

            connection.feelPulse();

            assertThat(connection.gate().pause()).isPresent();
        }
    }

    @Test
    void pausesAsLongAsSalesforceAsks() {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'status', 'status': 429, 'path': 'sobjects/Lead', 'headers': {'Retry-After': '300'}}");

            connection.createLead();

            OrgGate.Pause pause = connection.gate().pause().orElseThrow();
            assertThat(pause.trouble()).isEqualTo(Trouble.BUSY);
            assertThat(pause.until()).isAfterOrEqualTo(pause.since().plusSeconds(300));
        }
    }

    @Test
    void pausesWhenSalesforceIsGone() {
        try (TestConnection connection = new TestConnection(settings)) {
            connection.createLead();
            org.close();

            // The first call may still find the old connection and get no answer on it.
            connection.createLead();
            assertThat(connection.createLead().getException()).isNotNull();

            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.UNREACHABLE);
        }
    }

    @Test
    void tellsHowManyCallsAreUsed() {
        try (TestConnection connection = new TestConnection(settings)) {
            org.setUsage(41, 1_000);

            connection.createLead();

            assertThat(connection.metric("salesforce.api.calls.used")).isEqualTo(42);
            assertThat(connection.metric("salesforce.api.calls.allowed")).isEqualTo(1_000);
            assertThat(connection.metric("salesforce.api.calls.own")).isOne();
        }
    }

    @Test
    void leavesTheReserveAlone() {
        try (TestConnection connection = new TestConnection(settings.with("budget-reserve", "0.1"))) {
            org.setUsage(898, 1_000);
            connection.createLead();
            assertThat(connection.gate().pause()).isEmpty();
            connection.createLead();
            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.RESERVE_REACHED);

            org.setUsage(10, 1_000);
            connection.createLead();
            assertThat(connection.gate().pause()).isEmpty();
        }
    }

    @Test
    void keepsToItsOwnBudgetUntilMidnight() {
        try (TestConnection connection = new TestConnection(settings.with("daily-budget", "2"))) {
            connection.createLead();
            assertThat(connection.gate().pause()).isEmpty();
            connection.createLead();

            OrgGate.Pause pause = connection.gate().pause().orElseThrow();
            assertThat(pause.trouble()).isEqualTo(Trouble.BUDGET_USED_UP);
            assertThat(pause.until().atZone(settings.timeZone()).toLocalTime()).hasHour(0);
        }
    }

    @Test
    void pausesWhenNoCallIsLeft() {
        try (TestConnection connection = new TestConnection(settings)) {
            fault("{'kind': 'spentBudget', 'path': 'sobjects/Lead'}");

            connection.createLead();

            assertThat(connection.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.CALLS_USED_UP);
        }
    }

    private static List<Exchange> atOnce(TestConnection connection) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Exchange> sent = new ArrayList<>();
            for (Future<Exchange> call :
                    callers.invokeAll(Collections.<Callable<Exchange>>nCopies(CALLERS, connection::createLead))) {
                sent.add(call.get());
            }
            return sent;
        } finally {
            callers.shutdownNow();
        }
    }

    private long logins() {
        return org.calls().counts().getOrDefault("token", 0L);
    }

    private void fault(String json) {
        try {
            JsonNode fault = JSON.readTree(json.replace('\'', '"'));
            org.faults().add(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
