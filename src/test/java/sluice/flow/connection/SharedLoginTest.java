package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;
import sluice.embeddedorg.oauth.Credentials;
import sluice.ledger.Ledger;

/** Replicas that log in by one chain of refresh tokens, of which each may be used once. */
@Timeout(300)
class SharedLoginTest {
    private static final int ROUNDS = 15;
    private static final int CALLERS = 4;

    private final EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults()
            .withPort(0)
            .withCredentials(new Credentials(
                    Optional.empty(),
                    Optional.of("client-secret"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("configured"),
                    true)));

    private final LoginSettings settings = LoginSettings.at(org.url()).with("refresh-token", "configured");
    private final ExecutorService callers = Executors.newFixedThreadPool(2 * CALLERS);

    @AfterEach
    void close() {
        callers.shutdownNow();
        org.close();
    }

    @Test
    void neverLosesTheChainWhateverReplicasLogInTogether() throws Exception {
        try (Ledger oneLedger = TestLedgers.replica("one");
                Ledger twoLedger = TestLedgers.replica("two");
                TestConnection one = connection(oneLedger);
                TestConnection two = connection(twoLedger)) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(atOnce(one, two)).allMatch(exchange -> exchange.getException() == null);
                org.expireSessions();
            }
        }
        try (Ledger again = TestLedgers.replica("three");
                TestConnection restarted = connection(again)) {
            assertThat(restarted.createLead().getException()).isNull();
        }
        assertThat(logins()).as("one login for both replicas").isEqualTo(ROUNDS + 1L);
    }

    @Test
    void goesOnAfterARestartOnSqlite(@TempDir Path directory) {
        for (int starts = 0; starts < 3; starts++) {
            try (Ledger ledger = TestLedgers.alone(directory);
                    TestConnection connection = connection(ledger)) {
                assertThat(connection.createLead().getException()).isNull();
                org.expireSessions();
                assertThat(connection.createLead().getException()).isNull();
            }
        }
        assertThat(logins())
                .as("a restart goes on with the session that is there")
                .isEqualTo(4);
    }

    @Test
    void logsInOnlyWithTheLedger(@TempDir Path directory) {
        Ledger ledger = TestLedgers.alone(directory);
        try (TestConnection connection = connection(ledger)) {
            ledger.close();

            assertThat(connection.createLead().getException(LoginUnansweredException.class))
                    .hasMessageContaining("the ledger");
            assertThat(logins()).isZero();
        }
    }

    private List<Exchange> atOnce(TestConnection one, TestConnection two) throws Exception {
        List<Callable<Exchange>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calls.add(one::createLead);
            calls.add(two::createLead);
        }
        List<Exchange> sent = new ArrayList<>();
        for (Future<Exchange> call : callers.invokeAll(calls)) {
            sent.add(call.get());
        }
        return sent;
    }

    private TestConnection connection(Ledger ledger) {
        return new TestConnection(settings, true, new LedgerRefreshTokens(ledger, Duration.ofSeconds(60)));
    }

    private long logins() {
        return org.calls().counts().getOrDefault("token", 0L);
    }
}
