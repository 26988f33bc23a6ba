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
import org.junit.jupiter.params.provider.EnumSource;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
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
    @EnumSource(Doubt.class)
    void leavesInDoubtWhatAnAttemptDidNotClearUp(Doubt doubt) {
        Delivery delivery = delivery(1, doubt);

        assertThat(((Outcome.Retry) policy.passing(delivery, Answer.NONE)).doubt())
                .isEqualTo(doubt);
        assertThat(((Outcome.Retry) policy.org(delivery, Answer.NONE)).doubt()).isEqualTo(doubt);
    }

    @Test
    void spendsNoAttemptOnTroubleOfTheOrg() {
        assertThat(((Outcome.Retry) policy.org(delivery(MAX_ATTEMPTS, Doubt.NONE), Answer.NONE)).counted())
                .isFalse();
        assertThat(((Outcome.Retry) policy.unansweredForOrg(
                                delivery(MAX_ATTEMPTS, Doubt.NONE), Answer.NONE, Doubt.PLAINLY_CREATED))
                        .counted())
                .isFalse();
        assertThat(policy.passing(delivery(MAX_ATTEMPTS, Doubt.NONE), Answer.NONE))
                .isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void saysOfADeadLetterWhetherItsAnswerNeverCame() {
        Delivery last = delivery(MAX_ATTEMPTS, Doubt.NONE);

        assertThat(policy.uncertain(last, Answer.NONE)).isEqualTo(new Outcome.Dead(Answer.NONE, Doubt.WRITTEN));
        assertThat(policy.passing(last, Answer.NONE)).isEqualTo(new Outcome.Dead(Answer.NONE, Doubt.NONE));
    }

    @Test
    void waitsLongerWithEachAttemptUpToTheLongest() {
        Instant second = ((Outcome.Retry) policy.passing(delivery(1, Doubt.NONE), Answer.NONE)).dueAt();
        Instant third = ((Outcome.Retry) policy.passing(delivery(2, Doubt.NONE), Answer.NONE)).dueAt();
        Instant many = ((Outcome.Retry) policy.org(delivery(60, Doubt.NONE), Answer.NONE)).dueAt();

        assertThat(second).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(10));
        assertThat(third).isBetween(NOW.plusSeconds(16), NOW.plusSeconds(20));
        assertThat(many).isBetween(NOW.plusSeconds(48), NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,            NONE,            NONE",
        "NONE,            PLAINLY_CREATED, PLAINLY_CREATED",
        "WRITTEN,         NONE,            WRITTEN",
        "PLAINLY_CREATED, NONE,            PLAINLY_CREATED"
    })
    void restsAfterAWriteWithoutAnswer(Doubt before, Doubt its, Doubt after) {
        Outcome.Retry first = (Outcome.Retry) policy.unanswered(delivery(1, before), Answer.NONE, its);
        Outcome.Retry forOrg = (Outcome.Retry) policy.unansweredForOrg(delivery(1, before), Answer.NONE, its);

        assertThat(first).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), true, after, true));
        assertThat(forOrg).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), false, after, true));
    }

    @Test
    void restsOnceMoreAfterTheLastAttemptWithoutAnswer() {
        Outcome last = policy.unanswered(delivery(MAX_ATTEMPTS, Doubt.NONE), Answer.NONE, Doubt.NONE);

        assertThat(last).isEqualTo(new Outcome.Retry(Answer.NONE, NOW.plus(UNCERTAIN_WAIT), true, Doubt.NONE, true));
        assertThat(policy.isSpent(delivery(MAX_ATTEMPTS, Doubt.NONE))).isFalse();
        assertThat(policy.isSpent(delivery(MAX_ATTEMPTS + 1, Doubt.NONE))).isTrue();
    }

    @Test
    void restsNoShorterThanAfterAnotherFailure() {
        RetryPolicy impatient = policy(Duration.ofSeconds(1));

        Instant second = ((Outcome.Retry)
                        impatient.unanswered(delivery(1, Doubt.NONE), Answer.NONE, Doubt.PLAINLY_CREATED))
                .dueAt();

        assertThat(second).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(10));
    }

    private static RetryPolicy policy(Duration uncertainWait) {
        return new RetryPolicy(new Settings(), uncertainWait, Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
    }

    private static Delivery delivery(int attempts, Doubt doubt) {
        return new Delivery(
                1,
                "web",
                "m",
                "leads",
                "lead",
                State.SENDING,
                attempts,
                doubt,
                NOW,
                NOW,
                NOW,
                1,
                NOW.plusSeconds(60),
                EventBody.of("{}"));
    }
}
