package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;
import sluice.ledger.Ledger;

/** {@code salesforce.daily-budget} holds for all replicas together and through restarts. */
@Timeout(300)
class SharedBudgetTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final EmbeddedOrg org =
            EmbeddedOrg.start(EmbeddedOrgSettings.defaults().withPort(0));
    private final LoginSettings settings = LoginSettings.at(org.url()).with("daily-budget", "4");

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void stopsAllReplicasOnPostgresql() {
        try (Ledger oneLedger = TestLedgers.replica("one");
                Ledger twoLedger = TestLedgers.replica("two");
                TestConnection one = new TestConnection(settings, oneLedger::countApiCalls);
                TestConnection two = new TestConnection(settings, twoLedger::countApiCalls)) {
            one.createLead();
            one.createLead();
            two.createLead();
            assertThat(one.gate().pause()).isEmpty();

            two.createLead();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(one.gate().pause().map(OrgGate.Pause::trouble))
                            .contains(Trouble.BUDGET_USED_UP));
            assertThat(one.metric("salesforce.api.calls.own")).isEqualTo(4);
        }
    }

    @Test
    void isNotForgottenByARestartOnSqlite(@TempDir Path directory) {
        for (int starts = 0; starts < 2; starts++) {
            try (Ledger ledger = TestLedgers.alone(directory);
                    TestConnection connection = new TestConnection(settings, ledger::countApiCalls)) {
                assertThat(connection.gate().pause()).isEmpty();
                connection.createLead();
                connection.createLead();
            }
        }
        try (Ledger ledger = TestLedgers.alone(directory);
                TestConnection restarted = new TestConnection(settings, ledger::countApiCalls)) {
            assertThat(restarted.gate().pause().orElseThrow().trouble()).isEqualTo(Trouble.BUDGET_USED_UP);
        }
    }
}
