package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.regex.Pattern;

/** A fault with its condition and what is left of it. Guarded by {@link Faults}. */
final class FaultRule {
    private final int id;
    private final JsonNode definition;
    private final String method;
    private final Pattern path;
    private final double probability;
    private final Random random;
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
        this.random = new Random(definition.path("seed").asLong());
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

    /** Whether it hits what it is for this time. Negative counts never end. */
    boolean hits(boolean matches) {
        if (!matches || left == 0) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        if (probability < 1 && random.nextDouble() >= probability) {
            return false;
        }
        left -= left > 0 ? 1 : 0;
        hits++;
        return true;
    }
}
