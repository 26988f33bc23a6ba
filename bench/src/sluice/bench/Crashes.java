package sluice.bench;

import java.nio.file.Files;
import sluice.trial.CrashTrial;
import sluice.trial.CrashTrial.Plan;
import sluice.trial.CrashTrial.Way;
import sluice.trial.Trial;
import sluice.trial.TrialStore;

/**
 * The crash test of {@code mvn verify} at length. Arguments: SQLITE or POSTGRESQL, kills (20), replicas (1; more on
 * PostgreSQL), seed (0 for another one each time), RECORD_CALLS or INGEST_JOBS. Ends with 1 when something was lost, written twice or wrong.
 */
public final class Crashes {
    private static final int EVENTS_PER_KILL = 1_500;

    private Crashes() {}

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(arguments[0]);
        int kills = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int replicas = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 0;
        Way way = arguments.length > 4 ? Way.valueOf(arguments[4]) : Way.RECORD_CALLS;
        Plan plan =
                new Plan(way, store, replicas, kills * EVENTS_PER_KILL, kills, seed == 0 ? System.nanoTime() : seed);
        System.out.println(plan);
        try (CrashTrial trial = new CrashTrial(plan, Files.createTempDirectory("crashes"))) {
            Trial.Result result = trial.run();
            boolean isRight = result.differences().isEmpty()
                    && result.dead().keySet().equals(trial.workload().refused())
                    && result.total() == plan.events();
            trial.kills().forEach(System.out::println);
            result.differences().forEach(System.out::println);
            System.out.printf("%s: deliveries %s%n", isRight ? "right" : "WRONG", result.deliveries());
            System.exit(isRight ? 0 : 1);
        }
    }
}
