package sluice.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A group of this process that was not passed on yet.
 *
 * @param state {@link GroupState#COLLECTING} or {@link GroupState#COMPLETED}
 * @param version of its mapping, to which it is pinned
 * @param rows of its CSV
 * @param bytes of its CSV, about
 * @param deliveries at least as many as rows: those of one record may share one
 * @param openedAt when its first delivery was put in
 * @param flushAsked whether it is to be completed as it is
 * @param exchangeId that completed it; empty before
 */
public record OpenGroup(
        long id,
        String lane,
        String mapping,
        String version,
        GroupState state,
        int rows,
        long bytes,
        int deliveries,
        Instant openedAt,
        boolean flushAsked,
        Optional<String> exchangeId) {}
