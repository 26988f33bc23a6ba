package sluice.embeddedorg.rest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the table of routes.
 *
 * @param kind under which calls are counted: {@code upsert}
 * @param pattern the segments behind the version; {@code {name}} takes any
 */
record Route(String method, List<String> pattern, String kind, Function<Call, Reply> handler) {
    static Route of(String method, String path, String kind, Function<Call, Reply> handler) {
        List<String> pattern =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        return new Route(method, pattern, kind, handler);
    }

    /** The path's variables, if the pattern takes the path. */
    Optional<Map<String, String>> match(List<String> segments) {
        if (!takes(segments)) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String part = pattern.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return Optional.of(variables);
    }

    private boolean takes(List<String> segments) {
        boolean takes = segments.size() == pattern.size();
        for (int i = 0; takes && i < pattern.size(); i++) {
            takes = pattern.get(i).startsWith("{") || pattern.get(i).equals(segments.get(i));
        }
        return takes;
    }
}
