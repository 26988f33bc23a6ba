package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecretsTest {
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void findsTheLastSecretAfterARestart(TestStore store, @TempDir Path directory) {
        try (LedgerFixture first = new LedgerFixture(store, directory)) {
            assertThat(first.ledger.secret("token")).isEmpty();
            first.ledger.keepSecret("token", "first");
            first.ledger.keepSecret("token", "second");
        }
        try (LedgerFixture restarted = new LedgerFixture(store, directory)) {
            assertThat(restarted.ledger.secret("token")).contains("second");
        }
    }
}
