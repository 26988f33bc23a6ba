package sluice.mapping.liquid;

import java.util.concurrent.TimeUnit;

/**
 * What one rendering may spend: ten million characters, where an item of a list counts as much as some characters, and
 * two seconds. Segment allows half a second; here a cold start or a paused process must not cost an event, and the
 * characters bound the work anyway.
 */
final class Budget {
    private static final long MAX_MILLIS = 2_000;
    private static final long MAX_CHARACTERS = 10_000_000;
    private static final long CHARACTERS_PER_ITEM = 40;

    private final long start = System.nanoTime();
    private long spent;

    /** Asked before the characters are made. */
    void use(long characters) {
        spent += Math.max(0, characters);
        if (spent > MAX_CHARACTERS) {
            throw new LiquidException("at most " + MAX_CHARACTERS + " characters made", "more");
        }
        if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(MAX_MILLIS)) {
            throw new LiquidException("at most " + MAX_MILLIS + " ms", "a longer rendering");
        }
    }

    void useItems(long items) {
        use(items > MAX_CHARACTERS ? MAX_CHARACTERS + 1 : items * CHARACTERS_PER_ITEM);
    }
}
