package sluice.ledger;

import java.util.Objects;

/**
 * The outcome of one claimed delivery.
 *
 * @param claim the token of the claim that it comes from ({@link Delivery#claim}); another one's is not settled
 */
public record Settlement(long deliveryId, long claim, Outcome outcome) {
    public Settlement {
        Objects.requireNonNull(outcome);
    }

    public static Settlement of(Delivery delivery, Outcome outcome) {
        return new Settlement(delivery.id(), delivery.claim(), outcome);
    }
}
