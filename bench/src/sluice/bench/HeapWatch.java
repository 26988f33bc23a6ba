package sluice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sluice.trial.ServiceProcess;

/** Waits for what a service does, with an eye on its heap, and reports both. Not thread-safe. */
final class HeapWatch {
    private final ServiceProcess service;
    private final Duration look;
    private Instant begin = Instant.now();
    private double highest;

    /** @param look how long between two looks at the heap */
    HeapWatch(ServiceProcess service, Duration look) {
        this.service = service;
        this.look = look;
    }

    /** From now on. */
    void begin() {
        begin = Instant.now();
        highest = 0;
    }

    void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            highest = Math.max(highest, service.heap());
            LockSupport.parkNanos(look.toNanos());
        }
    }

    /** What was done since it began. */
    void report(String what, long events) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d in %.1f s, %,.0f a second; the most heap in use when looked at: %,.0f MB%n",
                what,
                events,
                seconds,
                events / seconds,
                highest / 1e6);
    }
}
