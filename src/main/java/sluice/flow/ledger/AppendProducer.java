package sluice.flow.ledger;

import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import sluice.ledger.Accepted;
import sluice.ledger.Ledger;
import sluice.ledger.NewDelivery;

/** Body in: a list of {@link NewDelivery}; body out: {@link Accepted}, once all of them are on disk. */
final class AppendProducer extends DefaultProducer {
    private final Ledger ledger;

    AppendProducer(Endpoint endpoint, Ledger ledger) {
        super(endpoint);
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> body = exchange.getMessage().getBody(List.class);
        List<NewDelivery> request = body.stream().map(NewDelivery.class::cast).toList();
        exchange.getMessage().setBody(request.isEmpty() ? new Accepted(0, 0) : Committed.of(ledger.append(request)));
    }
}
