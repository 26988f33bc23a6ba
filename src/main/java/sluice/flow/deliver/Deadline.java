package sluice.flow.deliver;

import java.time.Duration;

/** How long somebody waits, for all that he asked for together. */
record Deadline(long nanoTime) {
    static Deadline in(Duration longestWait) {
        return new Deadline(System.nanoTime() + longestWait.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** Never nothing, so that what is there already is seen. */
    Duration left() {
        return Duration.ofNanos(Math.max(1, nanoTime - System.nanoTime()));
    }
}
