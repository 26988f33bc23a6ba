package sluice.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call in two meets a fault of one kind or another. */
@Timeout(900)
class FaultIT {
    private static final Logger LOG = Logger.getLogger(FaultIT.class);
    private static final long SEED = 20260104;
    private static final int CONNECTIONS = 4;
    private static final int EVENTS = 200;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TrialStore.class)
    void writesEverythingOnceThroughFaultsOfAllKinds(TrialStore store) {
        Workload workload = Workload.mixed(SEED, EVENTS, CONNECTIONS);
        Map<String, String> settings = Map.of("retry.max-attempts", "100");
        try (Trial trial = new Trial(folder, store, 1, Duration.ofMillis(5), settings)) {
            // Given
            trial.start();
            Faults.ofAllKinds(0.1, SEED).forEach(trial.org()::fault);

            // When
            try (Clients clients = Clients.send(workload, trial.address(), 20, EVENTS)) {
                clients.awaitDone();
            }
            Trial.Result result = trial.result(workload);

            // Then
            LOG.infof(
                    "%s: %s, faults %s", store, result.deliveries(), trial.org().faultHits());
            assertThat(result.differences()).isEmpty();
            assertThat(result.dead().keySet())
                    .as("dead letters %s", result.dead())
                    .isEqualTo(workload.refused());
            assertThat(result.total()).as("deliveries %s", result.deliveries()).isEqualTo(EVENTS);
            assertThat(trial.org().faultHits()).allMatch(hits -> hits > 0);
        }
    }
}
