package sluice.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Those who wait for a direct delivery to hold its record keys. */
final class DirectWaits {
    private final Map<Long, CompletableFuture<Delivery>> waiting = new ConcurrentHashMap<>();
    private final LongFunction<CompletableFuture<Optional<Delivery>>> claim;

    /** @param claim tries, and answers empty while the keys are not held */
    DirectWaits(LongFunction<CompletableFuture<Optional<Delivery>>> claim) {
        this.claim = claim;
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

    private void tryClaim(long id, CompletableFuture<Delivery> future) {
        claim.apply(id).whenComplete((delivery, failure) -> {
            if (failure != null) {
                waiting.remove(id, future);
                future.completeExceptionally(failure);
            } else if (delivery.isPresent()) {
                waiting.remove(id, future);
                future.complete(delivery.get());
            }
        });
    }
}
