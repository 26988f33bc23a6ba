package sluice.action;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a reload changed, by names of mappings.
 *
 * @param added not there before
 * @param changed there before, now with another {@link Mapping#version()}
 * @param removed there before and no longer
 */
public record MappingChanges(Set<String> added, Set<String> changed, Set<String> removed) {
    public MappingChanges {
        added = Set.copyOf(added);
        changed = Set.copyOf(changed);
        removed = Set.copyOf(removed);
    }

    static MappingChanges between(MappingSet before, MappingSet after) {
        Set<String> added = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        Set<String> removed = new TreeSet<>();
        for (Mapping mapping : after.all()) {
            before.named(mapping.name())
                    .ifPresentOrElse(
                            old -> {
                                if (!old.version().equals(mapping.version())) {
                                    changed.add(mapping.name());
                                }
                            },
                            () -> added.add(mapping.name()));
        }
        for (Mapping mapping : before.all()) {
            if (after.named(mapping.name()).isEmpty()) {
                removed.add(mapping.name());
            }
        }
        return new MappingChanges(added, changed, removed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}
