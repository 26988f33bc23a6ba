package sluice.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Those who wait for a direct delivery to hold its record keys. Its turn is told by this process; when another one gave
 * it, a look now and then finds it.
 */
final class DirectWaits {
    private final Map<Long, CompletableFuture<Delivery>> waiting = new ConcurrentHashMap<>();
    private final LongFunction<CompletableFuture<Optional<Delivery>>> claim;
    private final Consumer<Runnable> later;

    /**
     * @param claim tries, and answers empty while the keys are not held
     * @param later runs a further try; not at all where nobody else can give a delivery its turn
     */
    DirectWaits(LongFunction<CompletableFuture<Optional<Delivery>>> claim, Consumer<Runnable> later) {
        this.claim = claim;
        this.later = later;
    }

    CompletableFuture<Delivery> await(long id) {
        CompletableFuture<Delivery> future = waiting.computeIfAbsent(id, key -> new CompletableFuture<>());
        tryClaim(id, future);
        return future;
    }

    /** The keys of some delivery are all held now; it may be one of ours. */
    void released(long id) {
        CompletableFuture<Delivery> future = waiting.get(id);
        if (future != null) {
            tryClaim(id, future);
        }
    }

    void withdrawn(long id) {
        CompletableFuture<Delivery> future = waiting.remove(id);
        if (future != null) {
            future.completeExceptionally(new CancellationException("delivery %d was withdrawn".formatted(id)));
        }
    }

    private void tryAgain(long id, CompletableFuture<Delivery> future) {
        if (!future.isDone()) {
            tryClaim(id, future);
        }
    }

    private void tryClaim(long id, CompletableFuture<Delivery> future) {
        claim.apply(id).whenComplete((delivery, failure) -> {
            if (failure != null) {
                waiting.remove(id, future);
                future.completeExceptionally(failure);
            } else if (delivery.isPresent()) {
                waiting.remove(id, future);
                future.complete(delivery.get());
            } else if (!future.isDone()) {
                later.accept(() -> tryAgain(id, future));
            }
        });
    }
}
