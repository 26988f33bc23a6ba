package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** A fault with its condition and what is left of it. Guarded by {@link Faults}. */
final class FaultRule {
    private final int id;
    private final JsonNode definition;
    private final String method;
    private final Pattern path;
    private final double probability;
    private final Random random;
    private final long seed;
    private final boolean isOnce;
    private final Set<Integer> rowsHit = new HashSet<>();
    private final Effect effect;
    private int skip;
    private int left;
    private int hits;

    FaultRule(int id, JsonNode definition, Effect effect) {
        this.id = id;
        this.definition = definition;
        this.method = definition.path("method").asText();
        this.path = Pattern.compile(definition.path("path").asText());
        this.probability = definition.path("probability").asDouble(1);
        this.seed = definition.path("seed").asLong();
        this.random = new Random(seed);
        this.isOnce = definition.path("once").asBoolean();
        this.effect = effect;
        this.skip = definition.path("skip").asInt();
        this.left = definition.path("count").asInt(1);
    }

    int id() {
        return id;
    }

    /** As it was switched on. */
    JsonNode definition() {
        return definition;
    }

    Effect effect() {
        return effect;
    }

    int left() {
        return left;
    }

    int hits() {
        return hits;
    }

    boolean isFor(String requestMethod, String requestPath) {
        return (method.isEmpty() || method.equalsIgnoreCase(requestMethod))
                && path.matcher(requestPath).find();
    }

    /** Whether it may hit this row: always, or once if it is one of those that its seed picks, whatever their order. */
    boolean isForRow(int row) {
        return !isOnce
                || !rowsHit.contains(row)
                        && new SplittableRandom(seed ^ row * 0x9E3779B97F4A7C15L).nextDouble() < probability;
    }

    void remember(int row) {
        if (isOnce) {
            rowsHit.add(row);
        }
    }

    /** Whether it hits what it is for this time. Negative counts never end. */
    boolean hits(boolean matches) {
        if (!matches || left == 0) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        if (!isOnce && probability < 1 && random.nextDouble() >= probability) {
            return false;
        }
        left -= left > 0 ? 1 : 0;
        hits++;
        return true;
    }
}
