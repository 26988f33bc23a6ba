package sluice.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * A delivery as the log has it.
 *
 * @param event the whole one while it is open or dead; later what {@link KeptEvents} says
 */
public record LoggedDelivery(DeliveryRow delivery, Optional<EventBody> event) {
    public LoggedDelivery {
        Objects.requireNonNull(delivery);
        Objects.requireNonNull(event);
    }
}
