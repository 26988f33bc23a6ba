package sluice.ledger;

import java.util.List;

/**
 * Those who wait right behind a delivery that is being sent, claimed to be written with it. Immutable.
 *
 * @param deliveries in order
 * @param isCut whether the next one, left behind for want of memory, was claimed before: it may have been written
 *     already, together with these, so that these alone would bring back what it has overwritten
 */
public record Line(List<Delivery> deliveries, boolean isCut) {
    public Line {
        deliveries = List.copyOf(deliveries);
    }
}
