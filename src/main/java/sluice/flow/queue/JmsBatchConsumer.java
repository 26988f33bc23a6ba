package sluice.flow.queue;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logging.Logger;

/** Hands batches of messages to a route, by one {@link QueueReceiver} for each of its threads. */
final class JmsBatchConsumer extends DefaultConsumer {
    private static final Logger LOG = Logger.getLogger(JmsBatchConsumer.class);
    /** For the batches at hand, when it is stopped; then they are cut off, and the broker delivers them again. */
    private static final Duration STOP_WAIT = Duration.ofSeconds(30);

    private final QueueConnections connections;
    private final BatchPlan plan;
    private final int threads;
    private List<QueueReceiver> receivers = List.of();
    private ExecutorService executor;

    JmsBatchConsumer(
            JmsBatchEndpoint endpoint, Processor route, QueueConnections connections, BatchPlan plan, int threads) {
        super(endpoint, route);
        this.connections = connections;
        this.plan = plan;
        this.threads = threads;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Optional<ConnectionFactory> factory = connections.forReceiving();
        if (factory.isEmpty()) {
            LOG.infof("Nothing is taken from queue %s: queue.url is not set", plan.queue());
            return;
        }
        receivers = Stream.generate(() -> new QueueReceiver(factory.get(), plan, this::process))
                .limit(threads)
                .toList();
        executor = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "jms-batch-" + plan.queue(), threads);
        receivers.forEach(executor::execute);
    }

    private List<Rejected> process(List<QueueMessage> batch) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(batch);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            if (exchange.isRollbackOnly()) {
                throw new RollbackExchangeException(exchange);
            }
            return rejected(exchange, batch.size());
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static List<Rejected> rejected(Exchange exchange, int batchSize) {
        List<?> property = exchange.getProperty(Rejected.PROPERTY, List.of(), List.class);
        List<Rejected> rejected = property.stream().map(Rejected.class::cast).toList();
        long places = rejected.stream()
                .mapToInt(Rejected::index)
                .filter(index -> index >= 0 && index < batchSize)
                .distinct()
                .count();
        if (places != rejected.size()) {
            throw new IllegalStateException("%s: expected each place of %d messages once, was %s"
                    .formatted(
                            Rejected.PROPERTY,
                            batchSize,
                            rejected.stream().map(Rejected::index).toList()));
        }
        return rejected;
    }

    @Override
    protected void doStop() throws Exception {
        receivers.forEach(QueueReceiver::stop);
        receivers = List.of();
        if (executor != null) {
            getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .shutdownGraceful(executor, STOP_WAIT.toMillis());
            executor = null;
        }
        super.doStop();
    }
}
