package sluice.flow.queue;

/**
 * A message of a batch that shall go to the dead letter queue. A route says so by setting the exchange property
 * {@value #PROPERTY} to a {@code List<Rejected>}; the rest of the batch is taken.
 *
 * @param index its place in the batch, from 0
 * @param reason for the header {@code rejectionReason}: what was expected and found, never the content itself
 */
public record Rejected(int index, String reason) {
    /** Of the exchange. */
    public static final String PROPERTY = "rejectedMessages";
}
