package sluice.flow.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which deliveries failed as probes during a pause. While others wait, each probe is another one; so if one fails time and
 * again, it is alone, and it may be its record that the org fails at. Guarded by the gate.
 */
final class LoneFailures {
    /** Failed probes of one delivery that make it worth asking. */
    private static final int SEVERAL = 3;

    /** A long outage probes many; who comes again after more than these is not alone. */
    private static final int MOST = 100;

    private final Map<Long, Integer> failures = new LinkedHashMap<>();
    private Optional<Long> suspect = Optional.empty();

    void failed(long delivery) {
        if (failures.size() >= MOST && !failures.containsKey(delivery)) {
            failures.remove(failures.keySet().iterator().next());
        }
        if (failures.merge(delivery, 1, Integer::sum) >= SEVERAL) {
            suspect = Optional.of(delivery);
        }
    }

    Optional<Long> suspect() {
        return suspect;
    }

    void clear() {
        failures.clear();
        suspect = Optional.empty();
    }
}
