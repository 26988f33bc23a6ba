package sluice.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of the same records, sent over several connections and written by several workers, with faults. */
@Timeout(900)
class OrderIT {
    private static final Logger LOG = Logger.getLogger(OrderIT.class);
    private static final long SEED = 20260105;
    private static final int RECORDS = 200;
    private static final int UPDATES = 50;
    private static final int CONNECTIONS = 4;
    private static final double FAULTS = 0.02;
    /** How the ids of leads begin. */
    private static final String LEAD = "00Q";

    private static final List<String> IN_ORDER =
            IntStream.rangeClosed(1, UPDATES).mapToObj(Integer::toString).toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TrialStore.class)
    void writesTheUpdatesOfEachRecordInOrder(TrialStore store) {
        List<Workload> rounds = Workload.rounds(RECORDS, UPDATES, CONNECTIONS);
        Map<String, String> settings =
                Map.of("records.workers", "8", "retry.max-attempts", "100", "uncertain.wait", "500ms");
        int replicas = store == TrialStore.POSTGRESQL ? 2 : 1;
        try (Trial trial = new Trial(folder, store, replicas, Duration.ofMillis(5), settings)) {
            // Given
            trial.start();
            trial.org().watch("Lead", "Title");
            trial.org().watch("Contact", "Title");
            Faults.ofAllKinds(FAULTS, SEED).forEach(trial.org()::fault);

            // When
            for (Workload round : rounds) {
                try (Clients clients = Clients.send(round, trial.address(), 20, RECORDS)) {
                    clients.awaitDone();
                }
            }
            Trial.Result result = trial.result(rounds.get(UPDATES - 1));

            // Then
            Map<String, List<String>> history = trial.org().history();
            LOG.infof(
                    "%s: %s, faults %s", store, result.deliveries(), trial.org().faultHits());
            assertThat(result.dead()).as("dead letters").isEmpty();
            assertThat(result.differences()).isEmpty();
            assertThat(history).hasSize(RECORDS);
            assertThat(history).allSatisfy((id, values) -> assertThat(withoutRepetitions(values))
                    .as(id)
                    .satisfies(
                            id.startsWith(LEAD)
                                    ? OrderIT::isInOrder
                                    : seen -> assertThat(seen).isEqualTo(IN_ORDER)));
        }
    }

    /** Updates of leads that wait together are merged, so that some values are never seen. */
    private static void isInOrder(List<? extends String> values) {
        assertThat(values).last().isEqualTo(Integer.toString(UPDATES));
        assertThat(values.stream().map(Integer::valueOf).toList()).isSorted().doesNotHaveDuplicates();
    }

    /** A write whose answer was lost is done again. */
    private static List<String> withoutRepetitions(List<String> values) {
        return IntStream.range(0, values.size())
                .filter(i -> i == 0 || !values.get(i).equals(values.get(i - 1)))
                .mapToObj(values::get)
                .toList();
    }
}
