package sluice.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is moved or let go. */
final class TestClock extends Clock {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<Instant> letGo = new AtomicReference<>();

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** From now on it goes as time does. */
    void go() {
        letGo.set(Instant.now());
    }

    @Override
    public Instant instant() {
        Instant begin = letGo.get();
        return begin == null ? now.get() : now.get().plus(Duration.between(begin, Instant.now()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the ledger knows no zones");
    }
}
