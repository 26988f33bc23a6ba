package sluice.ledger;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Work for the writer, and the future of the one who waits for it. Completed only after the commit. */
final class Task<T> {
    private final int rows;
    private final boolean movesKeys;
    private final Work<T> work;
    private final Executor answers;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;
    private RuntimeException failure;

    /**
     * @param rows about how many deliveries it touches, so that a transaction stays bounded
     * @param movesKeys whether it may move record keys: other processes are kept away from them then
     * @param answers where the future is completed
     */
    Task(int rows, boolean movesKeys, Work<T> work, Executor answers) {
        this.rows = rows;
        this.movesKeys = movesKeys;
        this.work = work;
        this.answers = answers;
    }

    /** What runs inside the transaction, alone, on the writer's thread. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /** The last one of a writer. */
    static Task<Void> end() {
        return new Task<>(0, false, null, Runnable::run);
    }

    boolean isEnd() {
        return work == null;
    }

    int rows() {
        return rows;
    }

    boolean movesKeys() {
        return movesKeys;
    }

    CompletableFuture<T> future() {
        return future;
    }

    /** @throws RuntimeException when the transaction as a whole cannot go on; the cause of it */
    void run(Session session, Names names) throws SQLException {
        if (isEnd()) {
            return;
        }
        Savepoint before = session.savepoint();
        try {
            result = work.run(session);
            session.release(before);
        } catch (SQLException e) {
            takeBack(session, names, before, StoreFailure.of("ledger: the store refused", e));
        } catch (RuntimeException e) {
            takeBack(session, names, before, e);
        }
    }

    private void takeBack(Session session, Names names, Savepoint before, RuntimeException cause) {
        failure = cause;
        names.forget();
        try {
            session.rollback(before);
        } catch (SQLException e) {
            cause.addSuppressed(e); // the store has taken the whole transaction back
            throw cause;
        }
    }

    void answer() {
        if (failure == null) {
            answers.execute(() -> future.complete(result));
        } else {
            fail(failure);
        }
    }

    void fail(RuntimeException cause) {
        answers.execute(() -> future.completeExceptionally(cause));
    }
}
