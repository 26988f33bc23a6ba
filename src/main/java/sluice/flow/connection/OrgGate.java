package sluice.flow.connection;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import sluice.salesforce.Failure;

/**
 * Whether records may be sent. It closes when the whole org is in trouble, lets one delivery through as a probe from
 * time to time, less and less often, and opens when a call is answered again. Events are taken all the while.
 *
 * <p>Thread-safe. Told by every call of the process; asked by the routes that take from the ledger, not by {@code
 * /api/deliver}, whose caller waits and is told himself.
 */
@Singleton
public final class OrgGate {
    private static final Logger LOG = Logger.getLogger(OrgGate.class);

    /** Errors in a row, without an answer between them, that are the org's and not some records'. */
    private static final int ERRORS_IN_A_ROW = 5;

    /** After a probe for which nothing was due. */
    private static final Duration AFTER_NOTHING = Duration.ofSeconds(1);

    /** After a probe that made no call, since its event was refused by its mapping. */
    private static final Duration AFTER_NO_CALL = Duration.ofMillis(20);

    private static final int MAX_DOUBLINGS = 16;

    private static final String PASSAGE = "sluice.passage";

    private final Clock clock;
    private final RandomGenerator random;

    private int errorsInARow;
    private int pausesInARow;
    private boolean probing;
    private Pause pause; // null while open
    private long probe; // the delivery that is let through
    private boolean probeIsSent;
    private final LoneFailures loneFailures = new LoneFailures();
    private long turn; // grows with each pause: what was sent before it says nothing about it

    OrgGate(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Nothing is sent but a probe now and then.
     *
     * @param since when sending stopped
     * @param until when the next probe may go
     */
    public record Pause(Trouble trouble, Instant since, Instant until) {}

    /** Leave to send; to be closed when all that was taken out of the ledger under it has its outcome. */
    public final class Passage implements AutoCloseable {
        private final boolean isProbe;
        private final long given;

        private Passage(boolean isProbe, long given) {
            this.isProbe = isProbe;
            this.given = given;
        }

        /** Lets {@link OrgGate#check} know the exchange of a claim, and those split from it. */
        public void keepOn(Exchange exchange) {
            exchange.setProperty(PASSAGE, this);
        }

        /** Which delivery goes as the probe, if it is one. */
        public void sends(long delivery) {
            if (isProbe) {
                probes(delivery);
            }
        }

        /** How many deliveries may go: one if it is a probe. */
        public int atMost(int deliveries) {
            return isProbe ? 1 : deliveries;
        }

        @Override
        public void close() {
            if (isProbe) {
                probed(given);
            }
        }
    }

    /** Empty while the gate is closed; waits so long for it to open. */
    public synchronized Optional<Passage> enter(Duration longestWait) throws InterruptedException {
        long deadline = System.nanoTime() + longestWait.toNanos();
        while (pause != null) {
            if (!probing && !clock.instant().isBefore(pause.until())) {
                probing = true;
                probeIsSent = false;
                return Optional.of(new Passage(true, turn));
            }
            long millis =
                    Math.min(Duration.ofNanos(deadline - System.nanoTime()).toMillis(), untilProbe());
            if (deadline - System.nanoTime() <= 0) {
                return Optional.empty();
            }
            wait(Math.max(1, millis));
        }
        return Optional.of(new Passage(false, turn));
    }

    /**
     * Before a delivery is written, and between the calls of a claim: the gate may have closed since it was claimed.
     *
     * @throws SendingPausedException when it has, and the claim is no probe; what never passed the gate, such as a
     *     direct delivery, is not held back
     */
    public synchronized void check(Exchange exchange) {
        Passage passage = exchange.getProperty(PASSAGE, Passage.class);
        if (pause != null && passage != null && !passage.isProbe) {
            throw new SendingPausedException(pause.trouble());
        }
    }

    /** Why nothing is sent; empty while records are sent. */
    public synchronized Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    /**
     * The delivery that failed as a probe several times during this pause, with errors or without an answer: whether the
     * org fails as a whole or at its record is to be found out by another call.
     */
    public synchronized Optional<Long> suspect() {
        return loneFailures.suspect();
    }

    /** Before a call: what its end is told with. */
    synchronized long begin() {
        return turn;
    }

    /** Salesforce did what a call asked, or had a reason not to. */
    synchronized void answered(long begun) {
        if (begun != turn) {
            return;
        }
        errorsInARow = 0;
        if (pause != null) {
            LOG.infof(
                    "Sending goes on after %s",
                    Duration.between(pause.since(), clock.instant()).truncatedTo(ChronoUnit.SECONDS));
            pause = null;
            pausesInARow = 0;
            probing = false;
            loneFailures.clear();
            notifyAll();
        }
    }

    /**
     * A call came to nothing.
     *
     * @param timeToWait as the reply asked for ({@code Retry-After})
     */
    synchronized void failed(Failure failure, Optional<Duration> timeToWait, long begun) {
        Optional<Trouble> trouble = Trouble.of(failure, timeToWait.isPresent());
        if (trouble.isEmpty()) {
            answered(begun);
        } else if (begun == turn) {
            errorsInARow++;
            if (probing && trouble.get() == Trouble.FAILING) {
                loneFailures.failed(probe);
            }
            if (pause != null || trouble.get().isCertain() || errorsInARow >= ERRORS_IN_A_ROW) {
                close(trouble.get(), timeToWait.orElse(Duration.ZERO));
            }
        }
    }

    /** Salesforce answered, but nothing more is to be sent for a while. */
    synchronized void rest(Trouble trouble, Duration atLeast, long begun) {
        if (begun == turn) {
            close(trouble, atLeast);
        }
    }

    private void close(Trouble trouble, Duration atLeast) {
        Instant now = clock.instant();
        Duration length = length(trouble, atLeast);
        if (pause == null || pause.trouble() != trouble) {
            LOG.warnf(
                    "Sending pauses: %s. Events are taken; next try in %s",
                    trouble.words(), length.truncatedTo(ChronoUnit.SECONDS));
        }
        pause = new Pause(trouble, pause == null ? now : pause.since(), now.plus(length));
        turn++;
        pausesInARow++;
        probing = false;
        notifyAll();
    }

    /** Doubled with each pause in a row, up to a fifth shorter so that replicas do not probe together. */
    private Duration length(Trouble trouble, Duration atLeast) {
        long doubled = trouble.firstPause().toMillis() << Math.min(pausesInARow, MAX_DOUBLINGS);
        long millis = Math.min(doubled, trouble.longestPause().toMillis());
        Duration length = Duration.ofMillis(millis - (long) (millis * 0.2 * random.nextDouble()));
        return length.compareTo(atLeast) < 0 ? atLeast : length;
    }

    private synchronized void probes(long delivery) {
        probe = delivery;
        probeIsSent = true;
    }

    private synchronized void probed(long given) {
        if (given == turn && pause != null) {
            probing = false;
            Duration length = probeIsSent ? AFTER_NO_CALL : AFTER_NOTHING;
            pause = new Pause(pause.trouble(), pause.since(), clock.instant().plus(length));
            notifyAll();
        }
    }

    private long untilProbe() {
        long millis = Duration.between(clock.instant(), pause.until()).toMillis();
        return probing || millis < 0 ? Long.MAX_VALUE : millis;
    }
}
