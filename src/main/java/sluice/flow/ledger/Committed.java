package sluice.flow.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for a commit of the ledger. */
public final class Committed {
    private Committed() {}

    /**
     * The result, once it is on disk.
     *
     * @throws sluice.ledger.LedgerException what the ledger failed with, itself instead of wrapped
     */
    public static <T> T of(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
