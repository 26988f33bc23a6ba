package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiCallsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void areKeptThroughARestart(TestStore store, @TempDir Path directory) {
        try (LedgerFixture first = new LedgerFixture(store, directory)) {
            assertThat(first.ledger.countApiCalls(DAY, 0)).isZero();
            assertThat(first.ledger.countApiCalls(DAY, 3)).isEqualTo(3);
            assertThat(first.ledger.countApiCalls(DAY, 4)).isEqualTo(7);
        }
        try (LedgerFixture restarted = new LedgerFixture(store, directory)) {
            assertThat(restarted.ledger.countApiCalls(DAY, 0)).isEqualTo(7);
            assertThat(restarted.ledger.countApiCalls(DAY, 1)).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void beginAnewWithTheDay(TestStore store, @TempDir Path directory) throws Exception {
        try (LedgerFixture fixture = new LedgerFixture(store, directory)) {
            for (int days = 0; days < 5; days++) {
                assertThat(fixture.ledger.countApiCalls(DAY.plusDays(days), 2)).isEqualTo(2);
            }
            assertThat(fixture.number("select count(*) from api_call")).isEqualTo(2);
        }
    }

    @Test
    void areCountedOverAllReplicas(@TempDir Path directory) {
        TestClock clock = new TestClock();
        try (LedgerFixture one = LedgerFixture.replica(directory, "one", clock);
                LedgerFixture two = LedgerFixture.replica(directory, "two", clock)) {
            one.ledger.countApiCalls(DAY, 3);

            assertThat(two.ledger.countApiCalls(DAY, 4)).isEqualTo(7);
            assertThat(one.ledger.countApiCalls(DAY, 0)).isEqualTo(7);
        }
    }
}
