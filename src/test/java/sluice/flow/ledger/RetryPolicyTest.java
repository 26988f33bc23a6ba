package sluice.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.EventBody;
import sluice.ledger.Outcome;
import sluice.ledger.State;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final int MAX_ATTEMPTS = 3;

    private static final Duration UNCERTAIN_WAIT = Duration.ofMinutes(2);

    private final RetryPolicy policy = policy(UNCERTAIN_WAIT);

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
        assertThat(((Outcome.Retry) policy.unansweredForOrg(delivery(MAX_ATTEMPTS, false), Answer.NONE, true))
                        .counted())
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

    @ParameterizedTest
    @CsvSource({"false, false, false", "false, true, true", "true, false, true"})
    void restsAfterAWriteWithoutAnswer(boolean before, boolean isCreate, boolean after) {
        Outcome.Retry first = (Outcome.Retry) policy.unanswered(delivery(1, before), Answer.NONE, isCreate);
        Outcome.Retry forOrg = (Outcome.Retry) policy.unansweredForOrg(delivery(1, before), Answer.NONE, isCreate);

        assertThat(first).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), true, after, true));
        assertThat(forOrg).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), false, after, true));
    }

    @Test
    void restsOnceMoreAfterTheLastAttemptWithoutAnswer() {
        Outcome last = policy.unanswered(delivery(MAX_ATTEMPTS, false), Answer.NONE, false);

        assertThat(last).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), true, false, true));
        assertThat(policy.isSpent(delivery(MAX_ATTEMPTS, false))).isFalse();
        assertThat(policy.isSpent(delivery(MAX_ATTEMPTS + 1, false))).isTrue();
    }

    @Test
    void restsNoShorterThanAfterAnotherFailure() {
        RetryPolicy impatient = policy(Duration.ofSeconds(1));

        Instant second = ((Outcome.Retry) impatient.unanswered(delivery(1, false), Answer.NONE, true)).dueAt();

        assertThat(second).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(10));
    }

    private static RetryPolicy policy(Duration uncertainWait) {
        return new RetryPolicy(new Settings(), uncertainWait, Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
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
