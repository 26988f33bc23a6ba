package sluice.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be known of enabled mappings of one object that do not go together. Each of them is in order by itself. */
final class MappingCheck {
    private MappingCheck() {}

    static List<MappingWarning> warnings(Collection<Mapping> mappings) {
        List<Mapping> enabled = mappings.stream().filter(Mapping::enabled).toList();
        List<MappingWarning> warnings = new ArrayList<>();
        for (int i = 0; i < enabled.size(); i++) {
            for (Mapping other : enabled.subList(i + 1, enabled.size())) {
                check(enabled.get(i), other, warnings);
            }
        }
        return warnings;
    }

    private static void check(Mapping one, Mapping other, List<MappingWarning> warnings) {
        Optional<String> object = one.sObject().filter(name -> isSame(Optional.of(name), other.sObject()));
        if (object.isEmpty()) {
            return;
        }
        if (isSame(one.idempotencyField(), other.idempotencyField())
                && one.trigger().mayMatchWith(other.trigger())) {
            warnings.add(new MappingWarning(
                    one.name(),
                    other.name(),
                    "an event that both match makes one %s instead of two, since both put its messageId into %s"
                            .formatted(object.get(), one.idempotencyField().orElseThrow())));
        }
        Set<String> found = one.matcherKeys();
        Set<String> otherwise = other.matcherKeys();
        if (!found.isEmpty() && !otherwise.isEmpty() && Collections.disjoint(found, otherwise)) {
            warnings.add(new MappingWarning(
                    one.name(),
                    other.name(),
                    "their writes of one %s may change places, since they find it by %s and by %s"
                            .formatted(object.get(), words(found), words(otherwise))));
        }
    }

    private static boolean isSame(Optional<String> name, Optional<String> other) {
        return name.isPresent() && other.isPresent() && name.get().equalsIgnoreCase(other.get());
    }

    private static String words(Set<String> keys) {
        return String.join(" or ", keys);
    }
}
