package sluice.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Faults of the embedded org, in the form of {@link OrgProcess#fault}. */
final class Faults {
    private static final Duration SLOW = Duration.ofMillis(400);

    private Faults() {}

    /** Each with the same probability, for as long as the org runs. Logins are spared. */
    static List<String> ofAllKinds(double probability, long seed) {
        List<ObjectNode> kinds = List.of(
                fault("reset").put("at", "before"),
                fault("reset").put("at", "after"),
                fault("status").put("status", 503),
                fault("status").put("status", 429),
                fault("expireSessions"),
                fault("delay").put("at", "before").put("delayMs", SLOW.toMillis()),
                fault("row").put("errorCode", "UNABLE_TO_LOCK_ROW"));
        return IntStream.range(0, kinds.size())
                .mapToObj(i -> kinds.get(i)
                        .put("path", "/services/data/")
                        .put("probability", probability)
                        .put("seed", seed + i)
                        .put("count", -1)
                        .toString())
                .toList();
    }

    private static ObjectNode fault(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }
}
