package sluice.ledger;

import java.time.Instant;

/**
 * A delivery as the one who sends it sees it.
 *
 * @param id grows with the order of arrival
 * @param attempts which attempt this is, from 1; attempts settled as not counted are left out
 * @param doubt of earlier attempts, which may have reached Salesforce without their answers being known: a create must be
 *     proven absent before it is repeated
 * @param receivedAt when the event came in
 * @param sentAt what it may have made in Salesforce is not older than this, by our clock: when this claim was made or,
 *     where it is uncertain, the first one that is in doubt. Of one that nobody sends it says less, but is never too late
 * @param dueAt when it became due, the last time
 * @param claim the fencing token of this claim; goes into the {@link Settlement}
 * @param leaseUntil after this somebody else may send it: check before each call
 */
public record Delivery(
        long id,
        String source,
        String messageId,
        String mapping,
        String action,
        State state,
        int attempts,
        Doubt doubt,
        Instant receivedAt,
        Instant sentAt,
        Instant dueAt,
        long claim,
        Instant leaseUntil,
        EventBody event) {
    /** Whether an earlier attempt may have been done all the same. */
    public boolean uncertain() {
        return doubt != Doubt.NONE;
    }

    /** The same with another doubt. */
    public Delivery with(Doubt other) {
        return new Delivery(
                id,
                source,
                messageId,
                mapping,
                action,
                state,
                attempts,
                other,
                receivedAt,
                sentAt,
                dueAt,
                claim,
                leaseUntil,
                event);
    }
}
