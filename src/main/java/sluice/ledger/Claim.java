package sluice.ledger;

import java.util.List;

/**
 * Deliveries of one mapping that are ours to send, oldest first. No two of them share a record key.
 *
 * @param deliveries at least one
 */
public record Claim(String mapping, List<Delivery> deliveries) {
    public Claim {
        deliveries = List.copyOf(deliveries);
    }
}
