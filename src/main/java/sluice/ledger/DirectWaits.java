package sluice.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Those who wait for direct deliveries, each alone or some together, to hold their record keys. Their turn is told by
 * this process; when another one gave it, a look now and then finds it.
 *
 * @param <T> what they get then
 */
final class DirectWaits<T> {
    private final Map<Long, Wait<T>> waiting = new ConcurrentHashMap<>();
    private final Consumer<Runnable> later;
    private final Consumer<Collection<Long>> claimed;

    /**
     * @param later runs a further try; not at all where nobody else can give a delivery its turn
     * @param claimed is told who was claimed, before those who wait are
     */
    DirectWaits(Consumer<Runnable> later, Consumer<Collection<Long>> claimed) {
        this.later = later;
        this.claimed = claimed;
    }

    private record Wait<T>(
            List<Long> ids, Supplier<CompletableFuture<Optional<T>>> claim, CompletableFuture<T> future) {}

    /** @param claim tries, and answers empty while the keys are not held */
    CompletableFuture<T> await(List<Long> ids, Supplier<CompletableFuture<Optional<T>>> claim) {
        Wait<T> wait = waiting.computeIfAbsent(ids.get(0), first -> new Wait<>(ids, claim, new CompletableFuture<>()));
        ids.forEach(id -> waiting.put(id, wait));
        tryClaim(wait);
        return wait.future();
    }

    /** The keys of some delivery are all held now; it may be one of ours. */
    void released(long id) {
        Wait<T> wait = waiting.get(id);
        if (wait != null) {
            tryClaim(wait);
        }
    }

    void withdrawn(long id) {
        Wait<T> wait = waiting.get(id);
        if (wait != null) {
            forget(wait);
            wait.future().completeExceptionally(new CancellationException("delivery %d was withdrawn".formatted(id)));
        }
    }

    private void tryAgain(Wait<T> wait) {
        if (!wait.future().isDone()) {
            tryClaim(wait);
        }
    }

    private void tryClaim(Wait<T> wait) {
        wait.claim().get().whenComplete((got, failure) -> {
            if (failure != null) {
                forget(wait);
                wait.future().completeExceptionally(failure);
            } else if (got.isPresent()) {
                forget(wait);
                claimed.accept(wait.ids());
                wait.future().complete(got.get());
            } else if (!wait.future().isDone()) {
                later.accept(() -> tryAgain(wait));
            }
        });
    }

    private void forget(Wait<T> wait) {
        wait.ids().forEach(id -> waiting.remove(id, wait));
    }
}
