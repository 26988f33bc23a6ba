package sluice.flow.deliver;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sluice.action.DeliveryReport;
import sluice.flow.bulk.AwaitedJob;
import sluice.flow.bulk.DirectJobs;
import sluice.flow.ledger.BulkTerms;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.GroupTerms;
import sluice.ledger.Member;
import sluice.ledger.RecordKey;
import sluice.ledger.Settlement;

/** Delivers by ingest jobs, each as large as its mapping allows. Thread-safe. */
@Singleton
final class JobDeliverer {
    private final DirectJobs jobs;
    private final LoggedJobs logged;
    private final BulkTerms terms;
    private final Reports reports;

    JobDeliverer(DirectJobs jobs, LoggedJobs logged, BulkTerms terms, Reports reports) {
        this.jobs = jobs;
        this.logged = logged;
        this.terms = terms;
        this.reports = reports;
    }

    /** Takes the job of the first row out of the line, and reports what came of it. */
    Map<Turn, DeliveryReport> deliver(Turn first, Lineup lineup, Deadline deadline) {
        GroupTerms its = terms.of(first.pair().mapping());
        List<Turn> job = lineup.takeJob(first, its);
        return first.isLogged() ? logged.deliver(its, job, deadline) : deliver(job, deadline);
    }

    private Map<Turn, DeliveryReport> deliver(List<Turn> turns, Deadline deadline) {
        Map<Turn, Delivery> deliveries = new LinkedHashMap<>();
        turns.forEach(turn -> turn.await(deadline).ifPresent(delivery -> deliveries.put(turn, delivery)));
        Turn first = turns.get(0);
        AwaitedJob job = jobs.send(first.pair().mapping(), first.lane().orElseThrow(), members(deliveries));
        await(job, deadline);
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        deliveries.forEach((turn, delivery) -> answers.put(turn, report(turn, delivery, job)));
        return answers;
    }

    private DeliveryReport report(Turn turn, Delivery delivery, AwaitedJob job) {
        Optional<Settlement> settlement = job.settlement(delivery.id());
        if (settlement.isPresent()) {
            return reports.of(delivery, settlement.get(), job.jobId());
        }
        return job.claim().state() == GroupState.READY
                ? reports.notSent(turn.pair())
                : reports.running(turn.pair(), job.jobId());
    }

    private static void await(AwaitedJob job, Deadline deadline) {
        try {
            job.await(deadline.left());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for an ingest job", stopped);
        }
    }

    /** Those of one record are one row. */
    private static List<Member> members(Map<Turn, Delivery> deliveries) {
        Map<Set<RecordKey>, Long> rows = new HashMap<>();
        List<Member> members = new ArrayList<>();
        deliveries.forEach((turn, delivery) -> {
            Set<RecordKey> keys = Set.copyOf(turn.pair().placement().keys());
            long own = members.size();
            Long before = keys.isEmpty() ? null : rows.putIfAbsent(keys, own);
            members.add(new Member(before == null ? own : before, delivery));
        });
        members.sort(Comparator.comparingLong(Member::row));
        return members;
    }
}
