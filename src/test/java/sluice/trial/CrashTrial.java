package sluice.trial;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sluice.ledger.GroupState;

/**
 * Sends a mixed workload and kills the service in the midst of its work, again and again: one that is alone, or the first
 * of several replicas.
 */
public final class CrashTrial implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 20;
    /** What clients may send more at once, while a kill waits for something in flight. */
    private static final int DOSE = 200;
    /** Calls to Salesforce after which a process counts as one that has written. */
    private static final int CALLS = 3;

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int BULK_ROWS = 200;
    private static final Map<String, String> BULK = Map.of(
            "bulk.max-age", "2s",
            "bulk.poll-first-delay", "200ms",
            "bulk.poll-max-delay", "1s");
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
    public record Plan(Way way, TrialStore store, int replicas, int events, int kills, long seed) {}

    /** How the events are written. */
    public enum Way {
        RECORD_CALLS,
        INGEST_JOBS
    }

    /** What goes on when a process is killed. */
    public enum Moment {
        /** Deliveries are between sending and their outcome. */
        WRITING,
        /** A group gathers rows. */
        COLLECTING,
        /** A group waits for its job, or its job is made and gets its rows. */
        SENDING,
        /** Salesforce works on a job, or its results are read. */
        FOLLOWING
    }

    /**
     * A kill, with what was going on.
     *
     * @param acknowledged events that the clients had an answer for
     * @param inFlight deliveries or groups that were just there, of all replicas
     */
    public record Kill(Moment moment, long acknowledged, long inFlight) {}

    public CrashTrial(Plan plan, Path folder) {
        this.plan = plan;
        random = new Random(plan.seed());
        if (plan.way() == Way.INGEST_JOBS) {
            Map<String, String> settings = new HashMap<>(BULK);
            settings.put("mappings.dir", BulkMappings.of(folder, BULK_ROWS).toString());
            trial = new Trial(folder, plan.store(), plan.replicas(), LATENCY, settings, "--bulk-chunk-ms", "100");
            workload = BulkWorkload.of(plan.seed(), plan.events(), CONNECTIONS, true, trial.org());
            trial.org().fault(BulkTrial.LOCKS.formatted(plan.seed()));
        } else {
            trial = new Trial(folder, plan.store(), plan.replicas(), LATENCY, Map.of());
            workload = Workload.mixed(plan.seed(), plan.events(), CONNECTIONS);
        }
    }

    /** Returns when all events are written. */
    public Trial.Result run() {
        trial.start();
        int share = plan.events() / (plan.kills() + 1); // the last one is for what the kills take more
        try (Clients clients = Clients.send(workload, trial.address(), BATCH, share + DOSE)) {
            while (kills.size() < plan.kills()) {
                clients.awaitAcknowledged((long) share * kills.size() + random.nextInt(share));
                int before = kills.size();
                killInTheMidst(clients);
                clients.allow((kills.size() - before) * share);
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
        Moment moment = moment();
        ServiceProcess victim = trial.service();
        await("the service to write").atMost(LONGEST).until(() -> {
            feed(clients);
            return victim.ownCalls() >= CALLS;
        });
        await("something in flight: " + moment)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    feed(clients);
                    return inFlight(moment) > 0;
                });
        victim.kill();
        Kill kill = new Kill(moment, clients.acknowledged(), inFlight(moment));
        if (kill.inFlight() > 0) {
            kills.add(kill);
        }
        victim.start();
        victim.awaitReady();
    }

    /** With a little more, when all that was allowed is written: nothing would ever be in flight. */
    private void feed(Clients clients) {
        if (clients.isResting() && trial.open() == 0) {
            clients.allow(DOSE);
        }
    }

    /** Those of bulk writing in turn. */
    private Moment moment() {
        return plan.way() == Way.RECORD_CALLS ? Moment.WRITING : Moment.values()[1 + kills.size() % 3];
    }

    private long inFlight(Moment moment) {
        return switch (moment) {
            case WRITING -> trial.inFlight();
            case COLLECTING -> trial.groups(GroupState.COLLECTING, GroupState.COLLECTING);
            case SENDING -> trial.groups(GroupState.COMPLETED, GroupState.UPLOADED);
            case FOLLOWING -> trial.groups(GroupState.CLOSED, GroupState.ENDED);
        };
    }
}
