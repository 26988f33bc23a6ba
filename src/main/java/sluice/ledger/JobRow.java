package sluice.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A group as the list of jobs shows it.
 *
 * @param jobId of its job at Salesforce, as soon as it is known
 * @param succeeded deliveries written, or with nothing to write
 * @param failed deliveries refused for good
 * @param retried deliveries that wait again, for another job or for record calls
 * @param openedAt when its first delivery was put in
 * @param changedAt when it came to its state
 * @param error why it failed as a whole; empty otherwise
 * @param held whether it stays where it is, since its mapping is held
 */
public record JobRow(
        long id,
        String lane,
        String mapping,
        String version,
        GroupState state,
        boolean direct,
        int rows,
        long bytes,
        int deliveries,
        int succeeded,
        int failed,
        int retried,
        Optional<String> jobId,
        Instant openedAt,
        Instant changedAt,
        String error,
        boolean held) {}
