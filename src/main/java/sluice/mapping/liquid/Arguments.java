package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/** The arguments of a filter, by place and by name, and what the filter may spend. */
record Arguments(List<JsonNode> byPlace, Map<String, JsonNode> byName, Budget budget) {
    JsonNode get(int place) {
        return Values.plain(literal(place));
    }

    /** The argument as it was written: nil, empty and blank compare in their own way. */
    JsonNode literal(int place) {
        return place < byPlace.size() ? byPlace.get(place) : MissingNode.getInstance();
    }

    /** Missing, or a variable that leads nowhere: the filter's default applies. */
    boolean isMissing(int place) {
        return get(place).isMissingNode();
    }

    String text(int place) {
        return Values.text(get(place));
    }

    String text(int place, String otherwise) {
        return isMissing(place) ? otherwise : text(place);
    }

    double number(int place) {
        return Values.number(get(place));
    }

    double number(int place, double otherwise) {
        return isMissing(place) ? otherwise : number(place);
    }

    void requireOne() {
        if (byPlace.size() != 1) {
            throw new LiquidException("one argument of the filter", byPlace.size() + " arguments");
        }
    }
}
