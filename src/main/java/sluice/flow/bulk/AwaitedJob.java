package sluice.flow.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.flow.write.LeaseLapsedException;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.ledger.Member;
import sluice.ledger.Settlement;

/**
 * A job that somebody waits for ({@code POST /api/deliver}). Kept in memory: who waits is told what is not done, and does it
 * again. Thread-safe.
 */
public final class AwaitedJob implements JobJournal {
    private static final Duration LEASE = Duration.ofDays(1);

    /** After a visit that came to nothing at all. */
    private static final Duration AFTER_NOTHING = Duration.ofSeconds(1);

    private final Clock clock;
    private final List<Member> members;
    private final Map<Long, Settlement> settlements = new HashMap<>();
    private JobClaim claim;
    private Optional<byte[]> manifest = Optional.empty();
    private Instant dueAt;
    private boolean isOver;
    private boolean isGivenUp;

    AwaitedJob(Clock clock, JobClaim claim, List<Member> members) {
        this.clock = clock;
        this.claim = claim;
        this.members = List.copyOf(members);
        this.dueAt = clock.instant();
    }

    /** The claim of a job that has not begun. */
    static JobClaim claim(
            long number, String lane, String mapping, String version, String definition, Instant now, int rows) {
        return new JobClaim(
                number,
                1,
                lane,
                mapping,
                version,
                definition,
                GroupState.READY,
                true,
                rows,
                0,
                rows,
                1,
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                now.plus(LEASE));
    }

    /** Salesforce's id of it, as soon as it has one. */
    public synchronized Optional<String> jobId() {
        return claim.jobId();
    }

    /** What came of a delivery; empty as long as nothing did. */
    public synchronized Optional<Settlement> settlement(long deliveryId) {
        return Optional.ofNullable(settlements.get(deliveryId));
    }

    /**
     * Waits until each delivery has its outcome, at most so long. Nobody waits any longer then: a job that does not exist
     * yet is not made any more, another is followed to its end.
     */
    public synchronized void await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); !isSettled() && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        isGivenUp = !isOver;
        notifyAll();
    }

    /** Waits until it is to be carried on; false when it is over. */
    synchronized boolean awaitNext() throws InterruptedException {
        long millis = Duration.between(clock.instant(), dueAt).toMillis();
        while (!isEnded() && millis > 0) {
            wait(millis);
            millis = Duration.between(clock.instant(), dueAt).toMillis();
        }
        dueAt = clock.instant().plus(AFTER_NOTHING); // unless what is done now says when
        return !isEnded();
    }

    private boolean isSettled() {
        return isOver || members.stream().noneMatch(this::isOpen);
    }

    private boolean isEnded() {
        return isOver || isGivenUp && claim.state() == GroupState.READY;
    }

    @Override
    public synchronized JobClaim claim() {
        return claim;
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public synchronized void step(JobStep step) {
        if (isGivenUp && step instanceof JobStep.Intended) {
            throw new LeaseLapsedException(); // nobody waits any longer
        }
        Instant now = clock.instant();
        Optional<String> jobId = claim.jobId();
        if (step instanceof JobStep.Created created) {
            jobId = Optional.of(created.jobId());
        } else if (step instanceof JobStep.Again) {
            jobId = Optional.empty();
        } else if (step instanceof JobStep.Uploaded uploaded) {
            manifest = Optional.of(uploaded.manifest());
        }
        Optional<Instant> intendedAt = step instanceof JobStep.Intended ? Optional.of(now) : claim.intendedAt();
        claim = claim(step.state(), 0, jobId, intendedAt, now);
    }

    private JobClaim claim(
            GroupState state, int attempts, Optional<String> jobId, Optional<Instant> intendedAt, Instant changedAt) {
        return new JobClaim(
                claim.group(),
                claim.token(),
                claim.lane(),
                claim.mapping(),
                claim.version(),
                claim.definition(),
                state,
                true,
                claim.rows(),
                claim.bytes(),
                claim.deliveries(),
                attempts,
                jobId,
                intendedAt,
                claim.openedAt(),
                changedAt,
                clock.instant().plus(LEASE));
    }

    @Override
    public void renew() {}

    @Override
    public synchronized void comeBackAt(Instant time) {
        dueAt = time;
        claim = claim(claim.state(), claim.attempts() + 1, claim.jobId(), claim.intendedAt(), claim.changedAt());
    }

    @Override
    public synchronized void finish(GroupState over, String error) {
        isOver = true;
        notifyAll();
    }

    @Override
    public synchronized List<Member> members(Optional<Member> after, int max) {
        int first = after.map(member -> members.indexOf(member) + 1).orElse(0);
        return members.subList(first, members.size()).stream()
                .filter(this::isOpen)
                .limit(max)
                .toList();
    }

    @Override
    public synchronized List<Delivery> deliveries(Collection<Long> ids) {
        List<Delivery> open = new ArrayList<>();
        members.stream()
                .filter(member ->
                        isOpen(member) && ids.contains(member.delivery().id()))
                .forEach(member -> open.add(member.delivery()));
        return open;
    }

    private boolean isOpen(Member member) {
        return !settlements.containsKey(member.delivery().id());
    }

    /** Those of a job that somebody waits for get an outcome instead. */
    @Override
    public void release(Collection<Long> ids, Instant time) {
        throw new IllegalStateException("job that somebody waits for: expected outcomes only, was a release");
    }

    /** Those of a job that somebody waits for get an outcome instead. */
    @Override
    public void releaseSingly(Collection<Long> ids) {
        release(ids, dueAt);
    }

    @Override
    public synchronized void settled(List<Settlement> outcomes) {
        outcomes.forEach(outcome -> settlements.put(outcome.deliveryId(), outcome));
        notifyAll();
    }

    @Override
    public synchronized Optional<byte[]> manifest() {
        return manifest;
    }

    /** Who waits is told. */
    @Override
    public void hold(String reason) {}

    /** It is sent all the same. */
    @Override
    public boolean isHeld() {
        return false;
    }
}
