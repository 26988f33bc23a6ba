package sluice.flow.queue;

import java.time.Duration;

/**
 * How messages are taken.
 *
 * @param queue where from
 * @param deadLetterQueue where to, for those that are rejected
 * @param batchSize messages in a transaction, at most
 * @param maxBatchBytes characters or bytes in a transaction, more or less: the message that passes it is the last
 * @param maxMessageBytes a longer message is rejected
 * @param firstPause before a batch that failed is tried again, and before connecting again; doubles each time
 * @param longestPause the bound of that
 */
record BatchPlan(
        String queue,
        String deadLetterQueue,
        int batchSize,
        long maxBatchBytes,
        long maxMessageBytes,
        Duration firstPause,
        Duration longestPause) {

    BatchPlan {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize: expected at least 1, was " + batchSize);
        }
    }

    Backoff backoff() {
        return new Backoff(firstPause, longestPause);
    }
}
