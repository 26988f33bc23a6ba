package sluice.flow.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.flow.write.LeaseLapsedException;
import sluice.ledger.BulkGroups;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.ledger.Member;
import sluice.ledger.Settlement;

/** The job of a group of the ledger, as long as it is ours. Not thread-safe. */
final class LedgerJournal implements JobJournal {
    private final BulkGroups groups;
    private final MappingDirectory mappings;
    private final Clock clock;
    private JobClaim claim;
    private Instant renewedAt;

    LedgerJournal(BulkGroups groups, MappingDirectory mappings, Clock clock, JobClaim claim) {
        this.groups = groups;
        this.mappings = mappings;
        this.clock = clock;
        this.claim = claim;
        this.renewedAt = clock.instant();
    }

    @Override
    public JobClaim claim() {
        return claim;
    }

    @Override
    public boolean isAwaited() {
        return claim.direct();
    }

    @Override
    public void step(JobStep step) {
        claim = groups.step(claim, step).orElseThrow(LeaseLapsedException::new);
        renewedAt = clock.instant();
    }

    /** Asks the ledger when a third of the lease is over. */
    @Override
    public void renew() {
        Instant now = clock.instant();
        Duration lease = Duration.between(renewedAt, claim.leaseUntil());
        if (Duration.between(renewedAt, now).compareTo(lease.dividedBy(3)) > 0) {
            claim = groups.renew(claim).orElseThrow(LeaseLapsedException::new);
            renewedAt = now;
        }
    }

    @Override
    public void comeBackAt(Instant dueAt) {
        groups.postpone(claim, dueAt);
    }

    @Override
    public void finish(GroupState over, String error) {
        groups.finish(claim, over, error);
    }

    @Override
    public List<Member> members(Optional<Member> after, int max) {
        return groups.members(claim, after, max);
    }

    @Override
    public List<Delivery> deliveries(Collection<Long> ids) {
        return groups.members(claim, ids);
    }

    @Override
    public void release(Collection<Long> ids, Instant dueAt) {
        groups.release(claim, ids, dueAt);
    }

    @Override
    public void releaseSingly(Collection<Long> ids) {
        groups.releaseSingly(claim, ids, clock.instant());
    }

    @Override
    public void settled(List<Settlement> settlements) {}

    @Override
    public Optional<byte[]> manifest() {
        return groups.manifest(claim.group());
    }

    /** Of one that was edited since, the groups that are like this job are taken back instead. */
    @Override
    public void hold(String reason) {
        Optional<String> deployed = mappings.mappings().named(claim.mapping()).map(Mapping::version);
        if (deployed.equals(Optional.of(claim.version()))) {
            groups.holds().hold(claim.mapping(), claim.version(), reason);
        } else {
            groups.holds().dissolve(claim.mapping(), deployed);
        }
    }

    @Override
    public boolean isHeld() {
        return !claim.direct()
                && groups.holds().held().stream()
                        .anyMatch(hold -> hold.mapping().equals(claim.mapping()));
    }
}
