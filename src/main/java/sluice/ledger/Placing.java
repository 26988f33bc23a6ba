package sluice.ledger;

/**
 * Where a delivery belongs by its mapping as it is now; without keys and lane when the mapping is gone. Thread-safe.
 */
@FunctionalInterface
public interface Placing {
    Placement of(Delivery delivery);
}
