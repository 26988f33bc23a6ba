package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands behind a bar: {@code {{ name | upcase }}}. Stateless. */
@FunctionalInterface
interface Filter {
    JsonNode apply(JsonNode value, Arguments arguments);
}
