package sluice.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.trial.CrashTrial.Plan;
import sluice.trial.CrashTrial.Way;

/** The packaged service is killed while it takes and writes events. */
@Timeout(900)
class CrashIT {
    private static final Logger LOG = Logger.getLogger(CrashIT.class);
    private static final long SEED = 20260103;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TrialStore.class)
    void losesNothingAndWritesNothingTwice(TrialStore store) {
        provesRight(new Plan(Way.RECORD_CALLS, store, 1, 5_000, KILLS, SEED));
    }

    @Test
    void losesNothingAndWritesNothingTwiceAsOneOfTwoReplicas() {
        provesRight(new Plan(Way.RECORD_CALLS, TrialStore.POSTGRESQL, 2, 20_000, KILLS, SEED));
    }

    @ParameterizedTest
    @EnumSource(TrialStore.class)
    void losesNoRowOfIngestJobsAndWritesNoneTwice(TrialStore store) {
        provesRight(new Plan(Way.INGEST_JOBS, store, 1, 4_000, KILLS, SEED));
    }

    @Test
    void losesNoRowOfIngestJobsAndWritesNoneTwiceAsOneOfTwoReplicas() {
        provesRight(new Plan(Way.INGEST_JOBS, TrialStore.POSTGRESQL, 2, 5_000, KILLS, SEED));
    }

    private void provesRight(Plan plan) {
        try (CrashTrial trial = new CrashTrial(plan, folder)) {
            Trial.Result result = trial.run();

            LOG.infof("%s: %s, then %s", plan, trial.kills(), result.deliveries());
            assertThat(result.differences())
                    .as("%s, kills %s", plan, trial.kills())
                    .isEmpty();
            assertThat(result.dead().keySet())
                    .as("dead letters %s", result.dead())
                    .isEqualTo(trial.workload().refused());
            assertThat(result.total()).as("deliveries %s", result.deliveries()).isEqualTo(plan.events());
        }
    }
}
