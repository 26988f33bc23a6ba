package sluice.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.trial.BulkTrial.Plan;

/** Events of batching mappings over HTTP, as many as there is time for; {@code bench/} sends more. */
@Timeout(900)
class BulkIT {
    private static final Logger LOG = Logger.getLogger(BulkIT.class);
    private static final long SEED = 20260106;
    private static final int EVENTS = 20_000;
    private static final int BATCH_SIZE = 1_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TrialStore.class)
    void givesEachRowItsOutcomeInTheFewestJobs(TrialStore store) {
        try (BulkTrial trial = new BulkTrial(new Plan(store, EVENTS, BATCH_SIZE, SEED), folder)) {
            BulkTrial.Result result = trial.run();

            LOG.infof("%s: %s", store, result.summary());
            assertThat(trial.differences(result)).isEmpty();
        }
    }
}
