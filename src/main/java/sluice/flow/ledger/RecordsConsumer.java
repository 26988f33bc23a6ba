package sluice.flow.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.OrgPulse;
import sluice.ledger.Claim;
import sluice.ledger.Ledger;
import sluice.ledger.Settlement;

/**
 * Claims what is due, without waiting for more, and gives one exchange for each claim: body the list of deliveries,
 * header {@code mapping}. While the org is in trouble, one delivery at a time as a probe. What the route leaves without an outcome is uncertain.
 */
final class RecordsConsumer extends DefaultConsumer {
    private static final Logger LOG = Logger.getLogger(RecordsConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final BulkClaims bulk;
    private final OrgGate gate;
    private final OrgPulse pulse;
    private final RetryPolicy retries;
    private final int batchSize;
    private final int workers;
    private Worker worker;

    RecordsConsumer(
            Endpoint endpoint,
            Processor processor,
            Ledger ledger,
            BulkClaims bulk,
            OrgGate gate,
            OrgPulse pulse,
            RetryPolicy retries,
            int batchSize,
            int workers) {
        super(endpoint, processor);
        this.ledger = ledger;
        this.bulk = bulk;
        this.gate = gate;
        this.pulse = pulse;
        this.retries = retries;
        this.batchSize = batchSize;
        this.workers = workers;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        worker = Worker.start(this, "ledger-records", workers, this::work);
    }

    @Override
    protected void doStop() throws Exception {
        worker.stop();
        super.doStop();
    }

    private void work() throws InterruptedException {
        Optional<OrgGate.Passage> passage = gate.enter(LONGEST_WAIT);
        if (passage.isPresent()) {
            workUnder(passage.get());
        }
    }

    private void workUnder(OrgGate.Passage passage) throws InterruptedException {
        try (passage) {
            int max = passage.atMost(batchSize);
            Optional<Claim> claim = ledger.claim(max).or(() -> bulk.single(max));
            if (claim.isPresent()) {
                passage.sends(claim.get().deliveries().get(0).id());
                write(claim.get(), passage);
                pulse.feel();
            } else {
                ledger.awaitWork(LONGEST_WAIT);
            }
        }
    }

    private void write(Claim claim, OrgGate.Passage passage) {
        Exchange exchange = createExchange(false);
        try {
            passage.keepOn(exchange);
            exchange.getMessage().setHeader("mapping", claim.mapping());
            exchange.getMessage().setBody(claim.deliveries());
            Unsettled.begin(exchange, claim.deliveries());
            getProcessor().process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        } finally {
            settleRest(exchange);
            releaseExchange(exchange, false);
        }
    }

    private void settleRest(Exchange exchange) {
        List<Settlement> rest = Unsettled.of(exchange).rest().stream()
                .map(delivery -> Settlement.of(delivery, retries.abandoned()))
                .toList();
        if (rest.isEmpty()) {
            return;
        }
        LOG.errorf(
                exchange.getException(),
                "The route left %d deliveries without an outcome; they are tried again as uncertain ones",
                rest.size());
        ledger.settle(rest);
    }
}
