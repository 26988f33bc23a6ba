package sluice.flow.deliver;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sluice.action.DeliveryReport;
import sluice.flow.bulk.AwaitedJob;
import sluice.flow.bulk.DirectJobs;
import sluice.ledger.Delivery;
import sluice.ledger.Member;
import sluice.ledger.RecordKey;
import sluice.ledger.Settlement;

/**
 * Delivers what may go in ingest jobs: each lane as one job, several where a mapping keeps writes of one record in order.
 * Thread-safe.
 */
@Singleton
final class JobDeliverer {
    private final DirectJobs jobs;
    private final LoggedJobs logged;
    private final Reports reports;

    JobDeliverer(DirectJobs jobs, LoggedJobs logged, Reports reports) {
        this.jobs = jobs;
        this.logged = logged;
        this.reports = reports;
    }

    /** Reports what goes in jobs; the rest is left out. */
    Map<Turn, DeliveryReport> deliver(List<Turn> turns, Deadline deadline) {
        Map<String, List<Turn>> lanes = new LinkedHashMap<>();
        turns.forEach(turn -> turn.pair().placement().lane().ifPresent(lane -> lanes.computeIfAbsent(
                        lane, none -> new ArrayList<>())
                .add(turn)));
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        lanes.forEach((lane, all) -> rounds(all)
                .forEach(round -> answers.putAll(
                        round.get(0).isLogged()
                                ? logged.deliver(lane, round, deadline)
                                : deliver(lane, round, deadline))));
        return answers;
    }

    private static List<List<Turn>> rounds(List<Turn> turns) {
        if (turns.get(0).pair().mapping().mergesSameRecord()) {
            return List.of(turns);
        }
        List<List<Turn>> rounds = new ArrayList<>();
        Map<RecordKey, Integer> next = new HashMap<>();
        for (Turn turn : turns) {
            List<RecordKey> keys = turn.pair().placement().keys();
            int round = keys.stream()
                    .mapToInt(key -> next.getOrDefault(key, 0))
                    .max()
                    .orElse(0);
            keys.forEach(key -> next.put(key, round + 1));
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(turn);
        }
        return rounds;
    }

    private Map<Turn, DeliveryReport> deliver(String lane, List<Turn> turns, Deadline deadline) {
        Map<Turn, Delivery> deliveries = new LinkedHashMap<>();
        turns.forEach(turn -> turn.await(deadline).ifPresent(delivery -> deliveries.put(turn, delivery)));
        AwaitedJob job = jobs.send(turns.get(0).pair().mapping(), lane, members(deliveries));
        await(job, deadline);
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        deliveries.forEach((turn, delivery) -> {
            Optional<Settlement> settlement = job.settlement(delivery.id());
            answers.put(
                    turn,
                    settlement
                            .map(known -> reports.of(delivery, known, job.jobId()))
                            .orElseGet(() -> reports.running(turn.pair(), job.jobId())));
        });
        return answers;
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
        Map<Set<RecordKey>, List<Member>> byKeys = new HashMap<>();
        List<List<Member>> rows = new ArrayList<>();
        deliveries.forEach((turn, delivery) -> {
            Set<RecordKey> keys = Set.copyOf(turn.pair().placement().keys());
            List<Member> row =
                    keys.isEmpty() ? new ArrayList<>() : byKeys.computeIfAbsent(keys, none -> new ArrayList<>());
            if (row.isEmpty()) {
                rows.add(row);
            }
            row.add(new Member(rows.indexOf(row), delivery));
        });
        return rows.stream().flatMap(List::stream).toList();
    }
}
