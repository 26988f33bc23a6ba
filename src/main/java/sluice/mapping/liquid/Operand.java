package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;

/** A value in a tag or output: a literal, a variable, a comparison, or one of these with filters. Immutable. */
@FunctionalInterface
interface Operand {
    JsonNode value(Rendering rendering);
}
