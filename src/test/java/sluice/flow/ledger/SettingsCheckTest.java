package sluice.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import sluice.event.DefinitionException;
import sluice.event.Fault;

class SettingsCheckTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void takesWhatCanWork() {
        assertThatCode(() -> check(1, 1, MINUTE, 0)).doesNotThrowAnyException();
    }

    @Test
    void refusesAllAtOnceByWhichNothingWouldBeSentOrSomethingByTwoAtATime() {
        DefinitionException refused =
                catchThrowableOfType(DefinitionException.class, () -> check(0, 0, Duration.ofSeconds(59), 5));

        assertThat(refused.faults())
                .extracting(Fault::at)
                .containsExactly(
                        "retry.max-attempts",
                        "records.batch-size",
                        "records.workers",
                        "ledger.lease",
                        "salesforce.budget-reserve");
        assertThat(refused).hasMessageContaining("retry.max-attempts: expected at least 1, was 0");
    }

    private static void check(int attempts, int size, Duration lease, double reserve) {
        new SettingsCheck(new Attempts(attempts), size, size, lease, MINUTE.minusSeconds(1), reserve);
    }

    private record Attempts(int maxAttempts) implements RetrySettings {
        @Override
        public Duration firstDelay() {
            return MINUTE;
        }

        @Override
        public Duration maxDelay() {
            return MINUTE;
        }
    }
}
