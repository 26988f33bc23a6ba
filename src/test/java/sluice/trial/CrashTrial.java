package sluice.trial;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sends a mixed workload and kills the service in the midst of its work, again and again: one that is alone, or the first
 * of several replicas.
 */
public final class CrashTrial implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 20;
    private static final int DOSE = 200;
    /** Calls to Salesforce after which a process counts as one that has written. */
    private static final int CALLS = 3;

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Plan plan;
    private final Random random;
    private final Workload workload;
    private final Trial trial;
    private final List<Kill> kills = new ArrayList<>();

    /**
     * What to do.
     *
     * @param replicas 1, or more on PostgreSQL
     * @param events to be sent in all
     */
    public record Plan(TrialStore store, int replicas, int events, int kills, long seed) {}

    /**
     * A kill, with what was going on.
     *
     * @param acknowledged events that the clients had an answer for
     * @param inFlight deliveries between sending and their outcome, of all replicas
     */
    public record Kill(long acknowledged, long inFlight) {}

    public CrashTrial(Plan plan, Path folder) {
        this.plan = plan;
        random = new Random(plan.seed());
        workload = Workload.mixed(plan.seed(), plan.events(), CONNECTIONS);
        trial = new Trial(folder, plan.store(), plan.replicas(), LATENCY, Map.of());
    }

    /** Returns when all events are written. */
    public Trial.Result run() {
        trial.start();
        int share = plan.events() / (plan.kills() + 1);
        try (Clients clients = Clients.send(workload, trial.address(), BATCH, 2 * share)) {
            while (kills.size() < plan.kills()) {
                clients.awaitAcknowledged((long) share * kills.size() + random.nextInt(share));
                killInTheMidst(clients);
                clients.allow(share);
            }
            clients.allow(plan.events());
            clients.awaitDone();
        }
        return trial.result(workload);
    }

    public List<Kill> kills() {
        return kills;
    }

    public Workload workload() {
        return workload;
    }

    /** The last lines of all logs. */
    public String logs() {
        return trial.logs();
    }

    @Override
    public void close() {
        trial.close();
    }

    /** A kill that met nothing in flight is none, and is done again. */
    private void killInTheMidst(Clients clients) {
        ServiceProcess victim = trial.service();
        await("the service to write").atMost(LONGEST).until(() -> {
            if (trial.inFlight() == 0) {
                clients.allow(DOSE);
            }
            return victim.ownCalls() >= CALLS;
        });
        await("deliveries in flight")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> trial.inFlight() > 0);
        victim.kill();
        Kill kill = new Kill(clients.acknowledged(), trial.inFlight());
        if (kill.inFlight() > 0) {
            kills.add(kill);
        }
        victim.start();
        victim.awaitReady();
    }
}
