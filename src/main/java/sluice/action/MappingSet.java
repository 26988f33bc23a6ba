package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mappings that are deployed at one time, by name. Immutable and thread-safe. */
public final class MappingSet {
    public static final MappingSet EMPTY = of(List.of());

    private final Map<String, Mapping> byName;

    private MappingSet(Map<String, Mapping> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * The set of these, in this order.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static MappingSet of(Collection<Mapping> mappings) {
        Map<String, Mapping> byName = new LinkedHashMap<>();
        for (Mapping mapping : mappings) {
            if (byName.put(mapping.name(), mapping) != null) {
                throw new IllegalArgumentException("two mappings are called " + mapping.name());
            }
        }
        return new MappingSet(byName);
    }

    public Collection<Mapping> all() {
        return byName.values();
    }

    public Optional<Mapping> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that are for this event, in their order. */
    public List<Mapping> matching(JsonNode event) {
        List<Mapping> matching = new ArrayList<>();
        for (Mapping mapping : byName.values()) {
            if (mapping.matches(event)) {
                matching.add(mapping);
            }
        }
        return matching;
    }
}
