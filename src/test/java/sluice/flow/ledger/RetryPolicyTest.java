package sluice.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.EventBody;
import sluice.ledger.Outcome;
import sluice.ledger.State;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final int MAX_ATTEMPTS = 3;

    private final RetryPolicy policy =
            new RetryPolicy(new Settings(), Duration.ofMinutes(2), Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

    private record Settings() implements RetrySettings {
        @Override
        public int maxAttempts() {
            return MAX_ATTEMPTS;
        }

        @Override
        public Duration firstDelay() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration maxDelay() {
            return Duration.ofMinutes(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesUncertainWhatAnAttemptDidNotClearUp(boolean uncertain) {
        Delivery delivery = delivery(1, uncertain);

        assertThat(((Outcome.Retry) policy.passing(delivery, Answer.NONE)).uncertain())
                .isEqualTo(uncertain);
        assertThat(((Outcome.Retry) policy.org(delivery, Answer.NONE)).uncertain())
                .isEqualTo(uncertain);
    }

    @Test
    void spendsNoAttemptOnTroubleOfTheOrg() {
        assertThat(((Outcome.Retry) policy.org(delivery(MAX_ATTEMPTS, false), Answer.NONE)).counted())
                .isFalse();
        assertThat(((Outcome.Retry) policy.uncertainForOrg(Answer.NONE)).counted())
                .isFalse();
        assertThat(policy.passing(delivery(MAX_ATTEMPTS, false), Answer.NONE)).isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void saysOfADeadLetterWhetherItsAnswerNeverCame() {
        Delivery last = delivery(MAX_ATTEMPTS, false);

        assertThat(policy.uncertain(last, Answer.NONE)).isEqualTo(new Outcome.Dead(Answer.NONE, true));
        assertThat(policy.passing(last, Answer.NONE)).isEqualTo(new Outcome.Dead(Answer.NONE, false));
    }

    @Test
    void waitsLongerWithEachAttemptUpToTheLongest() {
        Instant second = ((Outcome.Retry) policy.passing(delivery(1, false), Answer.NONE)).dueAt();
        Instant third = ((Outcome.Retry) policy.passing(delivery(2, false), Answer.NONE)).dueAt();
        Instant many = ((Outcome.Retry) policy.org(delivery(60, false), Answer.NONE)).dueAt();

        assertThat(second).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(10));
        assertThat(third).isBetween(NOW.plusSeconds(16), NOW.plusSeconds(20));
        assertThat(many).isBetween(NOW.plusSeconds(48), NOW.plusSeconds(60));
    }

    private static Delivery delivery(int attempts, boolean uncertain) {
        return new Delivery(
                1,
                "web",
                "m",
                "leads",
                "lead",
                State.SENDING,
                attempts,
                uncertain,
                NOW,
                NOW,
                NOW,
                1,
                NOW.plusSeconds(60),
                EventBody.of("{}"));
    }
}
