package sluice.ledger;

import java.time.Instant;

/**
 * A delivery as the log shows it.
 *
 * @param direct whether somebody waited for it ({@code POST /api/deliver})
 * @param attempts counted attempts so far
 * @param uncertain whether it may have been written without its answer being known; a dead letter stays so
 * @param dueAt when it was or will be due
 * @param changedAt when it came to its state
 * @param answer of the last attempt; {@link Answer#NONE} before the first
 */
public record DeliveryRow(
        long id,
        String source,
        String messageId,
        String mapping,
        String action,
        State state,
        boolean direct,
        int attempts,
        boolean uncertain,
        Instant receivedAt,
        Instant dueAt,
        Instant changedAt,
        Answer answer) {}
