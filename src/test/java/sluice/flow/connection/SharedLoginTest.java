package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Replicas that log in by what is used up: a chain of refresh tokens, a password that may be wrong a few times. */
@Timeout(300)
class SharedLoginTest {
    private static final int ROUNDS = 15;
    private static final int CALLERS = 4;
    private static final String REFUSED_ONCE =
            """
            {"kind": "status", "status": 400, "path": "oauth2/token", "body": {"error": "invalid_grant"}}
            """;

    private final EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults()
            .withPort(0)
            .withCredentials(new Credentials(
                    Optional.empty(),
                    Optional.of("client-secret"),
                    Optional.of("user@acme.test"),
                    Optional.of("right"),
                    Optional.of("configured"),
                    true)));

    private final LoginSettings settings = LoginSettings.at(org.url()).with("refresh-token", "configured");
    private final LoginSettings right =
            LoginSettings.at(org.url()).with("user-name", "user@acme.test").with("password", "right");
    private final LoginSettings wrong = right.with("password", "wrong");
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

    @Test
    void triesAWrongPasswordTwiceHoweverManyReplicasThereAre() throws Exception {
        try (Ledger oneLedger = TestLedgers.replica("one");
                Ledger twoLedger = TestLedgers.replica("two");
                TestConnection one = connection(oneLedger, wrong);
                TestConnection two = connection(twoLedger, wrong)) {
            for (int call = 0; call < 3; call++) {
                assertThat(atOnce(one, two))
                        .allMatch(exchange -> exchange.getException(LoginRefusedException.class) != null);
            }
            assertThat(one.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.LOGIN_REFUSED);
            assertThat(two.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.LOGIN_REFUSED);
        }
        assertThat(logins()).isEqualTo(2);
    }

    @Test
    void triesAMendedPasswordAtOnceAfterARestart(@TempDir Path directory) {
        for (int starts = 0; starts < 3; starts++) {
            try (Ledger ledger = TestLedgers.alone(directory);
                    TestConnection connection = connection(ledger, wrong)) {
                assertThat(connection.createLead().getException(LoginRefusedException.class))
                        .isNotNull();
                assertThat(connection.createLead().getException(LoginRefusedException.class))
                        .isNotNull();
            }
        }
        assertThat(logins()).isEqualTo(2);

        try (Ledger ledger = TestLedgers.alone(directory);
                TestConnection connection = connection(ledger, right)) {
            assertThat(connection.createLead().getException()).isNull();
        }
    }

    @Test
    void countsRefusalsAnewAfterALogin(@TempDir Path directory) throws Exception {
        try (Ledger ledger = TestLedgers.alone(directory);
                TestConnection connection = connection(ledger, right)) {
            for (int round = 0; round < 3; round++) {
                org.faults().add(new ObjectMapper().readTree(REFUSED_ONCE));
                assertThat(connection.createLead().getException(LoginRefusedException.class))
                        .isNotNull();
                assertThat(connection.createLead().getException()).isNull();
                org.expireSessions();
            }
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
        return connection(ledger, settings);
    }

    private static TestConnection connection(Ledger ledger, LoginSettings settings) {
        return new TestConnection(settings, true, new LedgerLoginTurns(ledger, Duration.ofSeconds(60)));
    }

    private long logins() {
        return org.calls().counts().getOrDefault("token", 0L);
    }
}
