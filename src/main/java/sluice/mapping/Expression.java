package sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** One compiled piece of a mapping. Immutable. */
interface Expression {
    /** Stands where a definition was refused; never evaluated. */
    Expression NOTHING = scope -> MissingNode.getInstance();

    /**
     * What this piece makes of the scope: the event, an item of {@code @arrayPath}, or what {@code @transform} applied.
     * Members of the result that resolve to nothing are still there, as missing nodes: {@code @merge} needs them.
     */
    JsonNode resolve(JsonNode scope);

    /** The result as it leaves the mapping, without missing members. */
    default JsonNode resolveCleaned(JsonNode scope) {
        return Cleaning.clean(resolve(scope));
    }
}
