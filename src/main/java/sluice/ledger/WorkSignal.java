package sluice.ledger;

import java.time.Clock;
import java.time.Duration;

/**
 * Lets workers sleep until a delivery may be claimable. It may wake them for nothing, never too late: both sides are
 * set by the writer's thread, in the order of its work.
 */
final class WorkSignal {
    private final Clock clock;
    private boolean idle;
    private long idleUntil = Long.MAX_VALUE;

    WorkSignal(Clock clock) {
        this.clock = clock;
    }

    /** Something may be claimable. */
    synchronized void work() {
        idle = false;
        notifyAll();
    }

    /** Nothing is claimable before {@code millis}, unless {@link #work} says so. */
    synchronized void idleUntil(long millis) {
        idle = true;
        idleUntil = millis;
    }

    /** Whether a claim is worth trying; waits for that. */
    synchronized boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        long left = longest.toMillis();
        while (isIdle() && left > 0) {
            wait(Math.max(1, Math.min(left, idleUntil - clock.millis())));
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        return !isIdle();
    }

    private boolean isIdle() {
        return idle && clock.millis() < idleUntil;
    }
}
