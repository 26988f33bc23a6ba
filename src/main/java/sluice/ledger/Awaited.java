package sluice.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The direct deliveries of this process that are not claimed yet: those that somebody waits for, which are kept from
 * lapsing, and those that nobody waits for any longer, which are to be ended. Thread-safe.
 */
final class Awaited {
    private final Set<Long> waitedFor = ConcurrentHashMap.newKeySet();
    private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();

    /** Somebody waits for these; the same ids. */
    List<Long> add(List<Long> ids) {
        waitedFor.addAll(ids);
        return ids;
    }

    /** They are claimed or over. */
    void remove(Collection<Long> ids) {
        ids.forEach(waitedFor::remove);
        ids.forEach(abandoned::remove);
    }

    /** Nobody waits for these any longer; those that were claimed or are over are none of them. */
    void abandon(Collection<Long> ids) {
        ids.stream().filter(waitedFor::remove).forEach(abandoned::add);
    }

    List<Long> waitedFor() {
        return List.copyOf(waitedFor);
    }

    List<Long> abandoned() {
        return List.copyOf(abandoned);
    }
}
