package sluice.flow.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import sluice.ledger.Delivery;

/** The deliveries of a claim that have no outcome yet, shared by the exchange of the claim and those split from it. */
public final class Unsettled {
    private static final String PROPERTY = "sluice.unsettled";

    private final Map<Long, Delivery> deliveries = new ConcurrentHashMap<>();

    static void begin(Exchange exchange, List<Delivery> claimed) {
        exchange.setProperty(PROPERTY, new Unsettled());
        add(exchange, claimed);
    }

    /** These were claimed with it. */
    public static void add(Exchange exchange, List<Delivery> claimed) {
        Unsettled unsettled = of(exchange);
        claimed.forEach(delivery -> unsettled.deliveries.put(delivery.id(), delivery));
    }

    /** Those of the claim that the exchange belongs to; of none for an exchange that no claim began. */
    static Unsettled of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, new Unsettled(), Unsettled.class);
    }

    void remove(long deliveryId) {
        deliveries.remove(deliveryId);
    }

    Collection<Delivery> rest() {
        return List.copyOf(deliveries.values());
    }
}
