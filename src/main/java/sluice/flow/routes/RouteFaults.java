package sluice.flow.routes;

import java.util.Objects;
import org.apache.camel.util.ObjectHelper;
import sluice.event.Fault;

/** Words Camel's exceptions as faults of a file. */
final class RouteFaults {
    private static final int MAX_CHARACTERS = 500;

    private RouteFaults() {}

    static Fault of(String file, Exception e) {
        return new Fault(file, "routes that can be built", rootMessage(e));
    }

    static Fault of(String file, String routeId, Exception e) {
        return new Fault(file + " route " + routeId, "a route that can be built", rootMessage(e));
    }

    static Fault duplicate(String file, String id, String other) {
        return new Fault(file, "an id of its own", "%s, which %s has too".formatted(id, other));
    }

    private static String rootMessage(Exception e) {
        // This goes from the innermost cause outwards.
        Throwable root = ObjectHelper.createExceptionIterable(e).iterator().next();
        String message =
                Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
        String line = message.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), MAX_CHARACTERS));
    }
}
