package sluice.flow.ledger;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jboss.logging.Logger;
import sluice.ledger.LedgerException;

/** Threads of a consumer that look for work until it stops, and outlive a ledger that cannot be used for a while. */
final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);

    /** While the store is away: long enough to spare it, short enough to be there when it is back. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String uri;
    private final Turn turn;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorServiceManager executors;
    private final ExecutorService pool;

    private Worker(String uri, Turn turn, ExecutorServiceManager executors, ExecutorService pool) {
        this.uri = uri;
        this.turn = turn;
        this.executors = executors;
        this.pool = pool;
    }

    /** One look for work; waits a little where there is none. */
    interface Turn {
        void run() throws InterruptedException;
    }

    static Worker start(Consumer consumer, String name, int threads, Turn turn) {
        ExecutorServiceManager executors =
                consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        ExecutorService pool = executors.newFixedThreadPool(consumer, name, threads);
        Worker worker = new Worker(consumer.getEndpoint().getEndpointUri(), turn, executors, pool);
        for (int thread = 0; thread < threads; thread++) {
            pool.execute(worker::work);
        }
        return worker;
    }

    /** Waits for the turns under way. */
    void stop() {
        stopped.countDown();
        executors.shutdownGraceful(pool);
    }

    private void work() {
        Duration pause = FIRST_PAUSE;
        try {
            while (stopped.getCount() > 0) {
                pause = isDone() ? FIRST_PAUSE : afterPause(pause);
            }
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() throws InterruptedException {
        try {
            turn.run();
            return true;
        } catch (LedgerException unavailable) {
            LOG.debug("The ledger, which says why by itself, cannot be used; trying again", unavailable);
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "%s failed; trying again", uri);
        }
        return false;
    }

    /** The next pause. */
    private Duration afterPause(Duration pause) throws InterruptedException {
        stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
