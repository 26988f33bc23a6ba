package sluice.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A group whose job is ours to carry on.
 *
 * @param token the fencing token of this claim
 * @param definition of the mapping when the group opened
 * @param state the last step that was written down
 * @param direct whether somebody waits for it
 * @param attempts how often it was claimed since it came to its state, this time included
 * @param jobId of its job at Salesforce, as soon as it is known
 * @param intendedAt when its job was about to be created
 * @param changedAt when it came to its state
 * @param leaseUntil after this somebody else may carry it on: check before each call, and {@link BulkGroups#renew}
 */
public record JobClaim(
        long group,
        long token,
        String lane,
        String mapping,
        String version,
        String definition,
        GroupState state,
        boolean direct,
        int rows,
        long bytes,
        int deliveries,
        int attempts,
        Optional<String> jobId,
        Optional<Instant> intendedAt,
        Instant openedAt,
        Instant changedAt,
        Instant leaseUntil) {}
