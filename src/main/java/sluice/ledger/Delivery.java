package sluice.ledger;

import java.time.Instant;

/**
 * A delivery as the one who sends it sees it.
 *
 * @param id grows with the order of arrival
 * @param attempts which attempt this is, from 1; attempts settled as not counted are left out
 * @param uncertain an earlier attempt may have reached Salesforce without its answer being known: a create must be
 *     proven absent before it is repeated
 * @param receivedAt when the event came in
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
        boolean uncertain,
        Instant receivedAt,
        Instant dueAt,
        long claim,
        Instant leaseUntil,
        EventBody event) {}
