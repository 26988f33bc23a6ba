package sluice.flow.deliver;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sluice.action.DeliveryReport;
import sluice.flow.bulk.DirectJobs;
import sluice.flow.ledger.Committed;
import sluice.ledger.DeliveryFilter;
import sluice.ledger.DeliveryRow;
import sluice.ledger.GroupTerms;
import sluice.ledger.JobClaim;
import sluice.ledger.JobFilter;
import sluice.ledger.JobRow;
import sluice.ledger.Ledger;

/**
 * Delivers direct deliveries of the ledger as one ingest job, and waits for their outcomes. The job is a group of the ledger
 * like any other, so that it is followed to its end though nobody waits any longer. Thread-safe.
 */
@Singleton
final class LoggedJobs {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Ledger ledger;
    private final DirectJobs jobs;
    private final Reports reports;

    LoggedJobs(Ledger ledger, DirectJobs jobs, Reports reports) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.reports = reports;
    }

    /** @param turns of one lane, that one job can take */
    Map<Turn, DeliveryReport> deliver(GroupTerms terms, List<Turn> turns, Deadline deadline) {
        try {
            Optional<JobClaim> claim = claim(terms, turns, deadline);
            return claim.isPresent() ? send(claim.get(), turns, deadline) : busy(turns);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for an ingest job", stopped);
        }
    }

    /** Empty when one of their records was still being written at the deadline. */
    private Optional<JobClaim> claim(GroupTerms terms, List<Turn> turns, Deadline deadline)
            throws InterruptedException {
        String lane = turns.get(0).lane().orElseThrow();
        List<Long> ids = turns.stream().map(Turn::id).toList();
        CompletableFuture<JobClaim> claim = ledger.groups().claimDirect(lane, terms, ids);
        try {
            return Optional.of(claim.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException busy) {
            List<Long> withdrawn = Committed.of(ledger.withdraw(ids, "a record of its job was still being written"));
            return withdrawn.isEmpty() ? Optional.of(claim.join()) : Optional.empty();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    private Map<Turn, DeliveryReport> busy(List<Turn> turns) {
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        turns.forEach(turn -> answers.put(
                turn, reports.busy(turn.pair().messageId(), turn.pair().mapping())));
        return answers;
    }

    private Map<Turn, DeliveryReport> send(JobClaim claim, List<Turn> turns, Deadline deadline)
            throws InterruptedException {
        jobs.begin(claim);
        Map<Long, DeliveryRow> over = outcomes(turns, deadline);
        Optional<String> jobId = jobId(claim);
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        for (Turn turn : turns) {
            DeliveryRow row = over.get(turn.id());
            answers.put(turn, row == null ? reports.running(turn.pair(), jobId) : reports.of(row, jobId));
        }
        return answers;
    }

    /** Looks until all have one, or until the deadline. */
    private Map<Long, DeliveryRow> outcomes(List<Turn> turns, Deadline deadline) throws InterruptedException {
        Map<Long, DeliveryRow> over = new HashMap<>();
        Set<Long> open = new HashSet<>(turns.stream().map(Turn::id).toList());
        CompletableFuture<Void> never = new CompletableFuture<>();
        while (true) {
            look(open).forEach(row -> over.put(row.id(), row));
            open.removeAll(over.keySet());
            Duration pause = deadline.left().compareTo(BETWEEN_LOOKS) < 0 ? deadline.left() : BETWEEN_LOOKS;
            if (open.isEmpty() || deadline.isOver()) {
                return over;
            }
            pause(never, pause);
        }
    }

    private static void pause(CompletableFuture<Void> never, Duration pause) throws InterruptedException {
        try {
            never.get(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException elapsed) {
            // as it should
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<DeliveryRow> look(Set<Long> open) {
        List<Long> ids = List.copyOf(open);
        List<DeliveryRow> over = new ArrayList<>();
        for (int first = 0; first < ids.size(); first += DeliveryFilter.MAX_LIMIT) {
            List<Long> some = ids.subList(first, Math.min(first + DeliveryFilter.MAX_LIMIT, ids.size()));
            ledger.list(DeliveryFilter.all().ids(Set.copyOf(some)).page(0, DeliveryFilter.MAX_LIMIT)).items().stream()
                    .filter(row -> !row.state().isOpen())
                    .forEach(over::add);
        }
        return over;
    }

    private Optional<String> jobId(JobClaim claim) {
        return ledger.groups().jobs(JobFilter.all().mapping(claim.mapping())).items().stream()
                .filter(row -> row.id() == claim.group())
                .findFirst()
                .flatMap(JobRow::jobId);
    }
}
