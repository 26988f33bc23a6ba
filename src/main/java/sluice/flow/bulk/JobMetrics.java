package sluice.flow.bulk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import sluice.ledger.BulkGroups;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.LedgerException;
import sluice.ledger.Settlement;

/**
 * Counts what becomes of rows and jobs: {@code bulk.rows} by mapping and outcome ({@code waiting}: tried again), {@code
 * bulk.jobs} by mapping and end, with the time since the first row, {@code bulk.jobs.open} by state, and {@code
 * bulk.jobs.open.age}, of the oldest of those. Thread-safe.
 */
@Singleton
@Startup
final class JobMetrics {
    private static final Logger LOG = Logger.getLogger(JobMetrics.class);
    private static final long SECONDS_BETWEEN_LOOKS = 2;

    private final BulkGroups groups;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final List<Gauge> gauges = new ArrayList<>();
    private final ScheduledExecutorService looks;
    private volatile Map<GroupState, Long> counts = Map.of();
    private volatile Optional<Instant> oldest = Optional.empty();

    JobMetrics(BulkGroups groups, MeterRegistry metrics, Clock clock) {
        this.groups = groups;
        this.metrics = metrics;
        this.clock = clock;
        for (GroupState state : GroupState.values()) {
            if (!state.isOver()) {
                gauges.add(Gauge.builder("bulk.jobs.open", this, its -> its.counts.getOrDefault(state, 0L))
                        .description("Ingest jobs, and groups of rows that become one")
                        .tag("state", word(state))
                        .register(metrics));
            }
        }
        gauges.add(Gauge.builder("bulk.jobs.open.age", this, JobMetrics::secondsOpen)
                .description("Time since the first row of the oldest job that is not over")
                .baseUnit("seconds")
                .register(metrics));
        looks = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "job-metrics");
            thread.setDaemon(true);
            return thread;
        });
        looks.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    /** The registry outlives the service where its process goes on, and would keep these gauges for the next one. */
    @PreDestroy
    void stop() {
        looks.shutdownNow();
        gauges.forEach(metrics::remove);
    }

    void settled(String mapping, List<Settlement> settlements) {
        settlements.forEach(settlement -> metrics.counter(
                        "bulk.rows",
                        "mapping",
                        mapping,
                        "outcome",
                        word(settlement.outcome().state()))
                .increment());
    }

    void finished(JobClaim claim, GroupState over) {
        metrics.timer("bulk.jobs", "mapping", claim.mapping(), "outcome", word(over))
                .record(Duration.between(claim.openedAt(), clock.instant()));
    }

    /** The gauges show what was counted last: who asks for them never waits for the ledger. */
    private void look() {
        try {
            counts = groups.openCounts();
            oldest = groups.oldestOpen();
        } catch (LedgerException unavailable) {
            LOG.debug("The ingest jobs are counted when the ledger can be read again", unavailable);
        }
    }

    private double secondsOpen() {
        return oldest.map(opened -> Duration.between(opened, clock.instant()).toMillis() / 1_000.0)
                .orElse(0.0);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
