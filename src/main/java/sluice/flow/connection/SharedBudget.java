package sluice.flow.connection;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import sluice.ledger.LedgerException;

/**
 * Shares the budget with the other replicas once a second, and stops sending when all together have used it up. What a
 * crash may lose is the count of a second; replicas may exceed {@code salesforce.daily-budget} by what they call in one.
 */
final class SharedBudget {
    private static final Logger LOG = Logger.getLogger(SharedBudget.class);

    private final ApiBudget budget;
    private final OrgGate gate;
    private final DayCalls calls;
    private ScheduledExecutorService turns;
    private boolean isPutOff;

    SharedBudget(ApiBudget budget, OrgGate gate, DayCalls calls) {
        this.budget = budget;
        this.gate = gate;
        this.calls = calls;
    }

    /** Learns of the calls that were made before, then goes on by itself. */
    void start() {
        share();
        turns = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "api-budget");
            thread.setDaemon(true);
            return thread;
        });
        turns.scheduleWithFixedDelay(this::share, 1, 1, TimeUnit.SECONDS);
    }

    /** When no more calls are made. */
    void stop() {
        if (turns != null) {
            turns.shutdown();
            share();
        }
    }

    synchronized void share() {
        try {
            budget.share(calls);
            isPutOff = false;
        } catch (LedgerException unavailable) {
            if (!isPutOff) {
                LOG.warn("API calls are counted in the ledger when it can be used again", unavailable);
            }
            isPutOff = true;
        }
        if (gate.pause().isEmpty()) {
            budget.spent().ifPresent(rest -> gate.rest(rest.trouble(), rest.atLeast(), gate.begin()));
        }
    }
}
