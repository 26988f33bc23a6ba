package sluice.flow.ledger;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.jboss.logging.Logger;
import sluice.ledger.Ledger;
import sluice.ledger.Settlement;

/** Body: a {@link Settlement} or a list of them, left as it is. Settled in the ledger, in one commit, when this returns. */
final class SettleProducer extends DefaultProducer {
    private static final Logger LOG = Logger.getLogger(SettleProducer.class);

    /** The id of deliveries that the ledger does not know: those of inline mappings. */
    private static final long UNLOGGED = 0;

    private final Ledger ledger;

    SettleProducer(Endpoint endpoint, Ledger ledger) {
        super(endpoint);
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        List<Settlement> settlements = settlements(exchange).stream()
                .filter(settlement -> settlement.deliveryId() != UNLOGGED)
                .toList();
        if (settlements.isEmpty()) {
            return;
        }
        List<Long> lost = ledger.settle(settlements);
        settlements.forEach(settlement -> Unsettled.of(exchange).remove(settlement.deliveryId()));
        settlements.stream()
                .filter(settlement -> lost.contains(settlement.deliveryId()))
                .forEach(settlement -> LOG.warnf(
                        "delivery %d: its claim had lapsed before its outcome %s was known; whoever holds it now decides",
                        settlement.deliveryId(), settlement.outcome().state()));
    }

    private static List<Settlement> settlements(Exchange exchange) throws InvalidPayloadException {
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            return list.stream().map(Settlement.class::cast).toList();
        }
        return List.of(exchange.getMessage().getMandatoryBody(Settlement.class));
    }
}
