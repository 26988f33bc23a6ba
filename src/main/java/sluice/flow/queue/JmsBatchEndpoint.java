package sluice.flow.queue;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One queue to take from; see {@link JmsBatchComponent}. */
final class JmsBatchEndpoint extends DefaultEndpoint {
    private final QueueConnections connections;
    private final BatchPlan plan;
    private final int consumers;

    JmsBatchEndpoint(
            String uri, JmsBatchComponent component, QueueConnections connections, BatchPlan plan, int consumers) {
        super(uri, component);
        this.connections = connections;
        this.plan = plan;
        this.consumers = consumers;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new JmsBatchConsumer(this, processor, connections, plan, consumers);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("jms-batch: only takes messages; send them with jms:");
    }
}
