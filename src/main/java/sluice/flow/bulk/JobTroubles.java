package sluice.flow.bulk;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sluice.flow.connection.OrgGate;
import sluice.flow.ledger.BulkSettings;
import sluice.salesforce.Failure;

/**
 * Which groups have trouble with their jobs, and what is done about it. A job that cannot be begun is tried again after a
 * growing delay; after a few times somebody is told, and after some more its rows wait again, each with an attempt spent
 * ({@code retry.max-attempts}). Known to this process only: another one begins to count anew, while the attempts of the
 * rows are in the ledger. Thread-safe.
 */
@Singleton
final class JobTroubles {
    /** In a row, before somebody is told. */
    private static final int SEVERAL = 3;

    /** In a row, before the rows leave the group. */
    private static final int TOO_MANY = 5;

    private static final int MAX_DOUBLINGS = 16;

    private final OrgGate gate;
    private final JobAlarms alarms;
    private final BulkSettings settings;
    private final Clock clock;
    private final Map<Long, Failures> failures = new ConcurrentHashMap<>();
    private final Map<Long, Instant> toldAt = new ConcurrentHashMap<>();

    JobTroubles(OrgGate gate, JobAlarms alarms, BulkSettings settings, Clock clock) {
        this.gate = gate;
        this.alarms = alarms;
        this.settings = settings;
        this.clock = clock;
    }

    private record Failures(int inARow, Failure last, boolean isEnough) {
        Failures and(Failures next) {
            return new Failures(inARow + next.inARow, next.last, isEnough || next.isEnough);
        }
    }

    /**
     * A job could not be created, filled or closed. While the whole org is in trouble, that does not count.
     *
     * @return after how long it may be tried again
     */
    Duration failed(JobVisit visit, Failure failure) {
        if (failure.kind() == Failure.Kind.ORG
                || failure.kind() == Failure.Kind.LOGIN
                || gate.pause().isPresent()) {
            return settings.pollFirstDelay();
        }
        int inARow = add(visit, failure, false).inARow();
        if (inARow == SEVERAL) {
            alarms.failing(visit, inARow, failure, "It is tried again");
        }
        return delay(inARow);
    }

    private Failures add(JobVisit visit, Failure failure, boolean isEnough) {
        return failures.merge(visit.claim().group(), new Failures(1, failure, isEnough), Failures::and);
    }

    private Duration delay(int inARow) {
        Duration delay = settings.pollFirstDelay().multipliedBy(1L << Math.min(inARow - 1, MAX_DOUBLINGS));
        return delay.compareTo(settings.pollMaxDelay()) < 0 ? delay : settings.pollMaxDelay();
    }

    /** The rows are not to be sent in another job of the group. */
    void giveUp(JobVisit visit, Failure failure) {
        add(visit, failure, true);
    }

    /** Why the rows are not to be sent in another job of the group, as something that may pass; empty where they are. */
    Optional<Failure> givenUp(JobVisit visit) {
        Failures known = failures.get(visit.claim().group());
        if (known == null || known.inARow() < TOO_MANY && !known.isEnough()) {
            return Optional.empty();
        }
        Failure last = known.last();
        if (!visit.journal().isAwaited()) {
            alarms.failing(visit, known.inARow(), last, "Its rows wait for another job, with an attempt spent");
        }
        return Optional.of(
                new Failure(last.httpStatus(), last.errorCode(), last.message(), last.fields(), Failure.Kind.PASSING));
    }

    /** It went well, or is over. */
    void forget(long group) {
        failures.remove(group);
        toldAt.remove(group);
    }

    /** Nothing can be learnt of a job now. Somebody is told when that goes on for {@code bulk.job-timeout}, once for each. */
    void silent(JobVisit visit, String why) {
        Instant now = clock.instant();
        long group = visit.claim().group();
        Instant since = toldAt.getOrDefault(group, visit.claim().changedAt());
        if (Duration.between(since, now).compareTo(settings.jobTimeout()) > 0) {
            toldAt.put(group, now);
            alarms.silent(visit, why);
        }
    }
}
