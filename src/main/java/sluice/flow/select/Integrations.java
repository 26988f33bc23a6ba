package sluice.flow.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import sluice.event.JsValue;

/**
 * The event's wish where it is to go (Segment's docs, "Spec: Common Fields", {@code integrations}): everywhere by
 * default, {@code All} sets the default anew, a destination's own name decides for it.
 */
final class Integrations {
    private static final List<String> NAMES = List.of("Salesforce (Actions)", "Salesforce", "All");

    private final JsonNode wishes;

    private Integrations(JsonNode wishes) {
        this.wishes = wishes;
    }

    static Integrations of(JsonNode event) {
        return new Integrations(event.path("integrations"));
    }

    boolean allowSalesforce() {
        return NAMES.stream()
                .map(wishes::path)
                .filter(wish -> !wish.isMissingNode())
                .findFirst()
                .map(JsValue::isTruthy)
                .orElse(true);
    }
}
