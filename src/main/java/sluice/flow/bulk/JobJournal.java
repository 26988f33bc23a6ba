package sluice.flow.bulk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.ledger.Member;
import sluice.ledger.Settlement;

/** What is known of one job: its deliveries, and how far it has come. Kept by the ledger, but for jobs somebody waits for. */
interface JobJournal {
    /** Property: the journal of a job that is not of the ledger. */
    String PROPERTY = "sluice.jobJournal";

    /** The one that an exchange brings; empty where the job is of the ledger. */
    static Optional<JobJournal> on(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, JobJournal.class));
    }

    /** As it is now. */
    JobClaim claim();

    /** Whether somebody waits: then what fails is told, and not tried again. */
    boolean isAwaited();

    /** @throws sluice.flow.write.LeaseLapsedException when somebody else may be carrying the job on */
    void step(JobStep step);

    /** @throws sluice.flow.write.LeaseLapsedException when somebody else may be carrying the job on */
    void renew();

    void comeBackAt(Instant dueAt);

    /** Each of its deliveries has its outcome, or waits again. */
    void finish(GroupState over, String error);

    /** Those without an outcome, by row. */
    List<Member> members(Optional<Member> after, int max);

    /** Those of the ids without an outcome. */
    List<Delivery> deliveries(Collection<Long> ids);

    /** They wait for another job; nothing was tried. */
    void release(Collection<Long> ids, Instant dueAt);

    /** They wait for record calls; nothing was tried. */
    void releaseSingly(Collection<Long> ids);

    /** Outcomes that the ledger has. */
    void settled(List<Settlement> settlements);

    Optional<byte[]> manifest();

    /** The mapping's next jobs would fail like this one. */
    void hold(String reason);

    /** Whether the mapping's jobs are held, so that this one is not to be begun. */
    boolean isHeld();
}
