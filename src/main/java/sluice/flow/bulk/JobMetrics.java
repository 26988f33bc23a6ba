package sluice.flow.bulk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.ledger.BulkGroups;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.Settlement;

/**
 * Counts what becomes of rows and jobs: {@code bulk.rows} by mapping and outcome ({@code waiting}: tried again), {@code
 * bulk.jobs} by mapping and end, with the time since the first row, and {@code bulk.jobs.open} by state. Thread-safe.
 */
@Singleton
@Startup
final class JobMetrics {
    /** All gauges of one look at the metrics ask the ledger once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final BulkGroups groups;
    private final MeterRegistry metrics;
    private final Clock clock;
    private Map<GroupState, Long> counts = Map.of();
    private Instant countedAt = Instant.EPOCH;

    JobMetrics(BulkGroups groups, MeterRegistry metrics, Clock clock) {
        this.groups = groups;
        this.metrics = metrics;
        this.clock = clock;
        for (GroupState state : GroupState.values()) {
            if (!state.isOver()) {
                Gauge.builder("bulk.jobs.open", this, its -> its.count(state))
                        .description("Ingest jobs, and groups of rows that become one")
                        .tag("state", word(state))
                        .register(metrics);
            }
        }
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

    private synchronized double count(GroupState state) {
        Instant now = clock.instant();
        if (now.isAfter(countedAt.plus(FRESH))) {
            counts = groups.counts();
            countedAt = now;
        }
        return counts.getOrDefault(state, 0L);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
