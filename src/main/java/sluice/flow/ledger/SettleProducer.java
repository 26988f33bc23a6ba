package sluice.flow.ledger;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.jboss.logging.Logger;
import sluice.ledger.Ledger;
import sluice.ledger.Settlement;

/** Body: a {@link Settlement}, left as it is. Settled in the ledger when this returns. */
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
        Settlement settlement = exchange.getMessage().getMandatoryBody(Settlement.class);
        if (settlement.deliveryId() == UNLOGGED) {
            return;
        }
        List<Long> lost = ledger.settle(List.of(settlement));
        Unsettled.of(exchange).remove(settlement.deliveryId());
        lost.forEach(id -> LOG.warnf(
                "delivery %d: its claim had lapsed before its outcome %s was known; whoever holds it now decides",
                id, settlement.outcome().state()));
    }
}
