package sluice.flow.deliver;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sluice.flow.ledger.Committed;
import sluice.ledger.Delivery;
import sluice.ledger.Ledger;

/** A delivery that waits until no earlier one of its record is open; one that is not logged waits for nobody. */
final class Turn {
    private final Pair pair;
    private final Optional<Ledger> ledger;
    private final long id;
    private CompletableFuture<Delivery> claimed;

    Turn(Pair pair, Optional<Ledger> ledger, long id, CompletableFuture<Delivery> claimed) {
        this.pair = pair;
        this.ledger = ledger;
        this.id = id;
        this.claimed = claimed;
    }

    static Turn unlogged(Pair pair, Delivery delivery) {
        return new Turn(pair, Optional.empty(), delivery.id(), CompletableFuture.completedFuture(delivery));
    }

    static Turn logged(Pair pair, Ledger ledger, long id) {
        return new Turn(pair, Optional.of(ledger), id, null);
    }

    Pair pair() {
        return pair;
    }

    long id() {
        return id;
    }

    /** The ingest jobs that it may go in; empty: it is written by itself. */
    Optional<String> lane() {
        return pair.placement().lane();
    }

    boolean isLogged() {
        return ledger.isPresent();
    }

    /** Asks for the claim, without waiting. */
    private CompletableFuture<Delivery> claimed() {
        if (claimed == null) {
            claimed = ledger.orElseThrow().claimDirect(id);
        }
        return claimed;
    }

    /** The delivery, ours to send; empty when its record was still being written at the deadline. */
    Optional<Delivery> await(Deadline deadline) {
        try {
            return Optional.of(claimed().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException busy) {
            boolean withdrawn = Committed.of(ledger.orElseThrow().withdraw(id, "its record was still being written"));
            return withdrawn ? Optional.empty() : Optional.of(claimed().join());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for a delivery", stopped);
        }
    }
}
