package sluice.ledger;

import java.util.List;

/** The record keys that a delivery has by its mapping as it is now; none when the mapping is gone. Thread-safe. */
@FunctionalInterface
public interface PresentKeys {
    List<RecordKey> of(Delivery delivery);
}
