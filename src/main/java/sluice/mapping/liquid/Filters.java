package sluice.mapping.liquid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every filter by its name. */
final class Filters {
    private static final Set<String> REFUSED = Set.of(
            "array_to_sentence_string",
            "concat",
            "find",
            "find_exp",
            "find_index",
            "find_index_exp",
            "group_by",
            "group_by_exp",
            "has",
            "has_exp",
            "map",
            "newline_to_br",
            "reject",
            "reject_exp",
            "reverse",
            "sort",
            "sort_natural",
            "type",
            "uniq",
            "where_exp");
    private static final Map<String, Filter> BY_NAME = all();

    private Filters() {}

    /** The filter of a name; one that Segment refuses fails when applied, an unknown one lets its value through. */
    static Filter named(String name) {
        if (REFUSED.contains(name)) {
            return (value, arguments) -> {
                throw new LiquidException("a filter that Segment allows", name);
            };
        }
        return BY_NAME.getOrDefault(name, (value, arguments) -> value);
    }

    private static Map<String, Filter> all() {
        Map<String, Filter> all = new HashMap<>();
        List.of(
                        TextFilters.BY_NAME,
                        NumberFilters.BY_NAME,
                        ListFilters.BY_NAME,
                        WebFilters.BY_NAME,
                        DateFilters.BY_NAME)
                .forEach(all::putAll);
        return Map.copyOf(all);
    }
}
