package sluice.flow.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.jboss.logging.Logger;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerException;
import sluice.ledger.Settlement;

/** Body: a {@link Settlement} or a list of them, left as it is. Settled in the ledger, in one commit, when this returns. */
final class SettleProducer extends DefaultProducer {
    private static final Logger LOG = Logger.getLogger(SettleProducer.class);

    /** Ids from here down are of deliveries that the ledger does not know: those of inline mappings. */
    private static final long UNLOGGED = 0;

    /** Shorter than any lease that makes sense: nobody else has the deliveries meanwhile. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Ledger ledger;
    private CountDownLatch stopped = new CountDownLatch(1);

    SettleProducer(Endpoint endpoint, Ledger ledger) {
        super(endpoint);
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, InterruptedException {
        List<Settlement> settlements = settlements(exchange).stream()
                .filter(settlement -> settlement.deliveryId() > UNLOGGED)
                .toList();
        if (settlements.isEmpty()) {
            return;
        }
        List<Long> lost = settle(settlements);
        settlements.forEach(settlement -> Unsettled.of(exchange).remove(settlement.deliveryId()));
        settlements.stream()
                .filter(settlement -> lost.contains(settlement.deliveryId()))
                .forEach(settlement -> LOG.warnf(
                        "delivery %d: its claim had lapsed before its outcome %s was known; whoever holds it now decides",
                        settlement.deliveryId(), settlement.outcome().state()));
    }

    /** What Salesforce did must not be forgotten because the store is away for a moment. */
    private List<Long> settle(List<Settlement> settlements) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return ledger.settle(settlements);
            } catch (LedgerException unavailable) {
                if (System.nanoTime() > deadline || stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw unavailable;
                }
            }
        }
    }

    @Override
    protected void doStart() throws Exception {
        stopped = new CountDownLatch(1);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        stopped.countDown();
        super.doStop();
    }

    private static List<Settlement> settlements(Exchange exchange) throws InvalidPayloadException {
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            return list.stream().map(Settlement.class::cast).toList();
        }
        return List.of(exchange.getMessage().getMandatoryBody(Settlement.class));
    }
}
