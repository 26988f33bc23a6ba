package sluice.flow.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** How many requests were turned away, to be said now and then: clients that come back would fill the log. Thread-safe. */
final class TurnedAway {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private Instant next = Instant.MIN;
    private long unsaid;

    TurnedAway(Clock clock) {
        this.clock = clock;
    }

    /** One more; how many since this was last said, where it is time to say so. */
    synchronized OptionalLong count() {
        unsaid++;
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return OptionalLong.empty();
        }
        long count = unsaid;
        unsaid = 0;
        next = now.plus(SILENCE);
        return OptionalLong.of(count);
    }
}
