package sluice.flow.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.OrgPulse;
import sluice.ledger.BulkGroups;
import sluice.ledger.JobClaim;
import sluice.ledger.LedgerException;

/**
 * Claims groups whose job is to be carried on, and gives one exchange for each: body a {@link JobClaim}. Keeps its lease
 * while the exchange is under way, since a file may take longer. While the org is in trouble, one at a time as a probe.
 */
final class JobsConsumer extends DefaultConsumer {
    private static final Logger LOG = Logger.getLogger(JobsConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final BulkGroups groups;
    private final OrgGate gate;
    private final OrgPulse pulse;
    private final Duration lease;
    private final int workers;
    private final Map<Long, JobClaim> underWay = new ConcurrentHashMap<>();
    private Worker worker;
    private ScheduledExecutorService renewals;

    JobsConsumer(
            Endpoint endpoint,
            Processor processor,
            BulkGroups groups,
            OrgGate gate,
            OrgPulse pulse,
            Duration lease,
            int workers) {
        super(endpoint, processor);
        this.groups = groups;
        this.gate = gate;
        this.pulse = pulse;
        this.lease = lease;
        this.workers = workers;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        long third = lease.toMillis() / 3;
        renewals = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "ledger-jobs-leases");
        renewals.scheduleWithFixedDelay(this::renew, third, third, TimeUnit.MILLISECONDS);
        worker = Worker.start(this, "ledger-jobs", workers, this::work);
    }

    @Override
    protected void doStop() throws Exception {
        worker.stop();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(renewals);
        super.doStop();
    }

    private void work() throws InterruptedException {
        Optional<OrgGate.Passage> passage = gate.enter(LONGEST_WAIT);
        if (passage.isEmpty()) {
            return;
        }
        try (OrgGate.Passage open = passage.get()) {
            Optional<JobClaim> claim = groups.claimJob();
            if (claim.isPresent()) {
                open.sends(-claim.get().group()); // no delivery's id: what fails is not charged to one
                send(claim.get(), open);
                pulse.feel();
            } else {
                groups.awaitJobs(LONGEST_WAIT);
            }
        }
    }

    private void send(JobClaim claim, OrgGate.Passage passage) {
        underWay.put(claim.group(), claim);
        Exchange exchange = createExchange(false);
        try {
            passage.keepOn(exchange);
            exchange.getMessage().setBody(claim);
            getProcessor().process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        } finally {
            underWay.remove(claim.group());
            tell(claim, exchange);
            releaseExchange(exchange, false);
        }
    }

    private static void tell(JobClaim claim, Exchange exchange) {
        if (exchange.getException() != null) {
            LOG.errorf(
                    exchange.getException(),
                    "The job of group %d was left where it is; it is carried on when its lease has lapsed",
                    claim.group());
        }
    }

    private void renew() {
        try {
            underWay.values().forEach(groups::renew);
        } catch (LedgerException unavailable) {
            LOG.warn("The leases of jobs cannot be renewed now", unavailable);
        }
    }
}
