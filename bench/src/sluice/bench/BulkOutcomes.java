package sluice.bench;

import java.nio.file.Files;
import java.util.List;
import sluice.trial.BulkTrial;
import sluice.trial.BulkTrial.Plan;
import sluice.trial.TrialStore;

/**
 * The bulk test of {@code mvn verify} at length: every row gets its outcome, in the fewest jobs. Arguments: SQLITE or
 * POSTGRESQL, events (100,000), seed. Ends with 1 when something is not as it must be.
 */
public final class BulkOutcomes {
    private static final int BATCH_SIZE = 5_000;

    private BulkOutcomes() {}

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        Plan plan = new Plan(TrialStore.valueOf(arguments[0]), events, BATCH_SIZE, seed);
        System.out.println(plan);
        try (BulkTrial trial = new BulkTrial(plan, Files.createTempDirectory("bulk-outcomes"))) {
            BulkTrial.Result result = trial.run();
            List<String> differences = trial.differences(result);
            differences.forEach(System.out::println);
            System.out.printf("%s: %s%n", differences.isEmpty() ? "right" : "WRONG", result.summary());
            System.exit(differences.isEmpty() ? 0 : 1);
        }
    }
}
