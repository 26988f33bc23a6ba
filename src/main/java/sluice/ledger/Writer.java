package sluice.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * The one thread that writes. It takes whatever waits into one transaction, so that many callers share the price of
 * one commit; nobody gets a result before it is on disk. Work that fails is rolled back alone.
 *
 * <p>A store that fails (disk full, file gone) fails that transaction's work, never later work: the connection is
 * opened anew for the next one.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int MAX_WORK_PER_COMMIT = 5_000;

    private final Store store;
    private final Names names;
    private final BlockingQueue<Task<?>> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService answers = Executors.newSingleThreadExecutor(run -> thread("ledger-answers", run));
    private final Thread thread = thread("ledger-writer", this::run);

    private boolean closed; // guarded by this
    private Session session; // the writer's thread only
    private boolean healthy = true; // the writer's thread only

    Writer(Store store, Names names) {
        this.store = store;
        this.names = names;
        thread.start();
    }

    /** Runs {@code work} in a coming transaction. Those who wait for the future run on a thread of their own. */
    <T> CompletableFuture<T> submit(int rows, Task.Work<T> work) {
        return enqueue(new Task<>(rows, true, work, answers));
    }

    /** The same for work that moves no record keys, beside other processes that do. */
    <T> CompletableFuture<T> submitApart(int rows, Task.Work<T> work) {
        return enqueue(new Task<>(rows, false, work, answers));
    }

    /** {@link #submit}, and waits for it. */
    <T> T call(int rows, Task.Work<T> work) {
        return join(new Task<>(rows, true, work, Runnable::run));
    }

    /** {@link #submitApart}, and waits for it. */
    <T> T callApart(int rows, Task.Work<T> work) {
        return join(new Task<>(rows, false, work, Runnable::run));
    }

    private <T> T join(Task<T> task) {
        try {
            return enqueue(task).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Finishes what was submitted. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(Task.end());
        }
        join();
        answers.shutdown();
    }

    private synchronized <T> CompletableFuture<T> enqueue(Task<T> task) {
        if (closed) {
            return CompletableFuture.failedFuture(new LedgerUnavailableException("ledger: it is closed", null));
        }
        waiting.add(task);
        return task.future();
    }

    private void run() {
        List<Task<?>> group = new ArrayList<>();
        do {
            group.clear();
            collect(group);
            commit(group);
        } while (!group.get(group.size() - 1).isEnd());
        discardSession();
    }

    private void collect(List<Task<?>> group) {
        Task<?> task = takeFirst();
        int rows = 0;
        while (task != null) {
            group.add(task);
            rows += task.rows();
            task = rows < MAX_WORK_PER_COMMIT && !task.isEnd() ? waiting.poll() : null;
        }
    }

    private Task<?> takeFirst() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                LOG.debug("The ledger's writer ends by close(), not by an interrupt");
            }
        }
    }

    private void commit(List<Task<?>> group) {
        try {
            if (session == null) {
                session = store.writer();
            }
            if (group.stream().anyMatch(Task::movesKeys)) {
                store.holdRecordKeys(session);
            }
            for (Task<?> task : group) {
                task.run(session, names);
            }
            session.commit();
            becomesHealthy();
            group.forEach(Task::answer);
        } catch (SQLException | RuntimeException | Error e) {
            becomesUnhealthy(e);
            LedgerException failure = failure(e);
            group.forEach(task -> task.fail(failure));
        }
    }

    /** A task that the store refused, so that it took the whole transaction back, has said why. */
    private static LedgerException failure(Throwable cause) {
        return cause instanceof LedgerException told
                ? told
                : StoreFailure.of("ledger: the store could not be written", cause);
    }

    private void becomesHealthy() {
        if (!healthy) {
            LOG.info("The ledger can be written again");
        }
        healthy = true;
    }

    private void becomesUnhealthy(Throwable cause) {
        if (healthy) {
            LOG.error("The ledger cannot be written; every call tries anew", cause);
        }
        healthy = false;
        names.forget();
        discardSession();
    }

    private void discardSession() {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("A connection to the ledger did not close", e);
        }
        session = null;
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        return thread;
    }
}
