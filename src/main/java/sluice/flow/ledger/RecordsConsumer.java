package sluice.flow.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.ledger.Claim;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerException;
import sluice.ledger.Settlement;

/**
 * Claims what is due, without waiting for more, and gives one exchange for each claim: body the list of deliveries,
 * header {@code mapping}. While the org is in trouble, one delivery at a time as a probe. What the route leaves without an outcome is uncertain.
 */
final class RecordsConsumer extends DefaultConsumer {
    private static final Logger LOG = Logger.getLogger(RecordsConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final OrgGate gate;
    private final RetryPolicy retries;
    private final int batchSize;
    private final int workers;
    private ExecutorService pool;

    RecordsConsumer(
            Endpoint endpoint,
            Processor processor,
            Ledger ledger,
            OrgGate gate,
            RetryPolicy retries,
            int batchSize,
            int workers) {
        super(endpoint, processor);
        this.ledger = ledger;
        this.gate = gate;
        this.retries = retries;
        this.batchSize = batchSize;
        this.workers = workers;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        pool = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "ledger-records", workers);
        for (int worker = 0; worker < workers; worker++) {
            pool.execute(this::work);
        }
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(pool);
        super.doStop();
    }

    private void work() {
        while (isRunAllowed() && !pool.isShutdown()) {
            try {
                Optional<OrgGate.Passage> passage = gate.enter(LONGEST_WAIT);
                if (passage.isPresent()) {
                    workUnder(passage.get());
                }
            } catch (LedgerException unavailable) {
                LOG.errorf(unavailable, "The ledger cannot be used; trying again");
                pause();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void workUnder(OrgGate.Passage passage) throws InterruptedException {
        try (passage) {
            Optional<Claim> claim = ledger.claim(passage.atMost(batchSize));
            if (claim.isPresent()) {
                write(claim.get(), passage);
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

    private void pause() {
        try {
            Thread.sleep(LONGEST_WAIT.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
