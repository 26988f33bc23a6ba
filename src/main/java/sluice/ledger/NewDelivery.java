package sluice.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One event × one mapping, not yet in the ledger. {@code source × messageId × mapping} is taken once.
 *
 * @param source where it came from: the write key's name, {@code webhook}, {@code queue}, {@code api}
 * @param messageId the event's id, unique in its source
 * @param mapping the mapping's name
 * @param action the mapping's action when it was taken
 * @param event shared by the deliveries of one event: give each of them the same object
 * @param placement where it stands in the queue
 * @param receivedAt when the event came in; the delivery is due at once
 */
public record NewDelivery(
        String source,
        String messageId,
        String mapping,
        String action,
        EventBody event,
        Placement placement,
        Instant receivedAt) {
    public NewDelivery {
        Objects.requireNonNull(source);
        Objects.requireNonNull(messageId);
        Objects.requireNonNull(mapping);
        Objects.requireNonNull(action);
        Objects.requireNonNull(event);
        Objects.requireNonNull(placement);
        Objects.requireNonNull(receivedAt);
    }

    /** One that is written by record calls. */
    public NewDelivery(
            String source,
            String messageId,
            String mapping,
            String action,
            EventBody event,
            List<RecordKey> keys,
            Instant receivedAt) {
        this(source, messageId, mapping, action, event, Placement.singly(keys), receivedAt);
    }

    List<RecordKey> keys() {
        return placement.keys();
    }
}
