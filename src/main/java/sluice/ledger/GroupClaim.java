package sluice.ledger;

/**
 * What a claim put into the open group of a lane.
 *
 * @param group as it is now; with {@link OpenGroup#flushAsked} when it takes no more though it has room
 * @param claimed deliveries put in by this claim; 0 when the group is full or to be flushed
 */
public record GroupClaim(OpenGroup group, int claimed) {}
