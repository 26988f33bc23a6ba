package sluice.flow.queue;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code jms-batch:<queue>} takes messages from a queue, many in one transaction, which is committed when the route is
 * through. Consumes only.
 *
 * <pre>
 * from:
 *   uri: jms-batch:{{queue.events}}
 *   parameters: { batchSize: 200 }
 * </pre>
 *
 * <p>The body is a {@code List<}{@link QueueMessage}{@code >}, in the order of the queue, at most {@code batchSize} long.
 * A bean that finds bad ones among them sets the exchange property {@value Rejected#PROPERTY} to a list of
 * {@link Rejected}; they go to {@code deadLetterQueue} in the same transaction, with {@code rejectionReason} and
 * {@code originalMessageId} as properties. Messages that are neither text nor UTF-8 bytes, or too long, go there
 * without meeting the route. An exception in the route leaves the whole batch for another try, after a pause that
 * doubles from {@code firstPause} to {@code longestPause} (milliseconds, or {@code 1s}).
 *
 * <p>Parameters: {@code batchSize} (200), {@code concurrentConsumers} ({@code queue.consumers}),
 * {@code deadLetterQueue} ({@code queue.dead}), {@code maxMessageBytes} (4 MiB), {@code maxBatchBytes} (16 MiB),
 * {@code firstPause} (500 ms), {@code longestPause} (30 s).
 */
public final class JmsBatchComponent extends DefaultComponent {
    private final QueueConnections connections;
    private final String deadLetterQueue;
    private final int consumers;

    public JmsBatchComponent(QueueConnections connections, String deadLetterQueue, int consumers) {
        this.connections = connections;
        this.deadLetterQueue = deadLetterQueue;
        this.consumers = consumers;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) {
        int threads = getAndRemoveParameter(parameters, "concurrentConsumers", Integer.class, consumers);
        BatchPlan plan = new BatchPlan(
                queue,
                getAndRemoveParameter(parameters, "deadLetterQueue", String.class, deadLetterQueue),
                getAndRemoveParameter(parameters, "batchSize", Integer.class, 200),
                getAndRemoveParameter(parameters, "maxBatchBytes", Long.class, 16L << 20),
                getAndRemoveParameter(parameters, "maxMessageBytes", Long.class, 4L << 20),
                getAndRemoveParameter(parameters, "firstPause", Duration.class, Duration.ofMillis(500)),
                getAndRemoveParameter(parameters, "longestPause", Duration.class, Duration.ofSeconds(30)));
        return new JmsBatchEndpoint(uri, this, connections, plan, threads);
    }
}
