package sluice.flow.ledger;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.ledger.Outcome;

/** When an attempt that came to nothing is repeated, and when it is not. Thread-safe. */
@Singleton
public final class RetryPolicy {
    private static final int MAX_DOUBLINGS = 30;

    private final RetrySettings settings;
    private final Duration uncertainWait;
    private final Clock clock;
    private final RandomGenerator random;

    RetryPolicy(
            RetrySettings settings,
            @ConfigProperty(name = "uncertain.wait") Duration uncertainWait,
            Clock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.uncertainWait = uncertainWait;
        this.clock = clock;
        this.random = random;
    }

    /** It certainly was not written and may be later: again, until the attempts are used up. */
    public Outcome passing(Delivery delivery, Answer answer) {
        return isLast(delivery) ? new Outcome.Dead(answer, delivery.doubt()) : again(delivery, answer, true);
    }

    /** The whole org takes nothing: again, and no attempt is spent on it. */
    public Outcome org(Delivery delivery, Answer answer) {
        return again(delivery, answer, false);
    }

    /** It was not sent, since an earlier delivery of its record comes first. */
    public Outcome behind(Delivery delivery, Answer answer, Instant dueAt) {
        return new Outcome.Retry(answer, dueAt, false, delivery.doubt(), false);
    }

    /** What an earlier attempt left uncertain, this one did not clear up. */
    private Outcome again(Delivery delivery, Answer answer, boolean counted) {
        return new Outcome.Retry(
                answer, clock.instant().plus(delay(delivery.attempts())), counted, delivery.doubt(), false);
    }

    /** It may have been written, and Salesforce is done with it: again, until the attempts are used up. */
    public Outcome uncertain(Delivery delivery, Answer answer) {
        return isLast(delivery)
                ? new Outcome.Dead(answer, Doubt.WRITTEN)
                : Outcome.uncertain(answer, clock.instant().plus(uncertainWait));
    }

    /**
     * No answer came to its write, and Salesforce may still be working on it. It keeps its place until that is over, even
     * after its last attempt: then it dies at its next claim, where it {@link #isSpent}.
     *
     * @param doubt that has to be cleared up before the write is repeated
     */
    public Outcome unanswered(Delivery delivery, Answer answer, Doubt doubt) {
        Duration delay = isLast(delivery) ? uncertainWait : longer(uncertainWait, delay(delivery.attempts()));
        return new Outcome.Retry(answer, clock.instant().plus(delay), true, doubt.or(delivery.doubt()), true);
    }

    /** The same while the whole org is in trouble: no attempt is spent on it. */
    public Outcome unansweredForOrg(Delivery delivery, Answer answer, Doubt doubt) {
        return new Outcome.Retry(answer, clock.instant().plus(uncertainWait), false, doubt.or(delivery.doubt()), true);
    }

    /** Whether all attempts were made before this claim, and the last one got no answer; it must not be sent again. */
    public boolean isSpent(Delivery delivery) {
        return delivery.attempts() > settings.maxAttempts();
    }

    private boolean isLast(Delivery delivery) {
        return delivery.attempts() >= settings.maxAttempts();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The route ended without saying what became of it. */
    Outcome abandoned() {
        return Outcome.uncertain(
                Answer.because("the route ended without an outcome"),
                clock.instant().plus(uncertainWait));
    }

    /** Doubled with each attempt up to the longest, and up to a fifth shorter so that not all come back at once. */
    private Duration delay(int attempts) {
        long doubled = settings.firstDelay().toMillis() << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS);
        long millis = doubled <= 0
                ? settings.maxDelay().toMillis()
                : Math.min(doubled, settings.maxDelay().toMillis());
        return Duration.ofMillis(millis - (long) (millis * 0.2 * random.nextDouble()));
    }
}
