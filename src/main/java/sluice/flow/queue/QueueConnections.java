package sluice.flow.queue;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The connections to the queue that {@code queue.url} names, and the broker behind them when it is {@code embedded}.
 * Thread-safe.
 */
public final class QueueConnections implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueueConnections.class);

    private final QueueAddress address;
    private final EmbeddedBroker broker;
    private final ConnectionFactory receivers;
    private final JmsPoolConnectionFactory senders;

    private QueueConnections(QueueAddress address, EmbeddedBroker broker, ConnectionFactory receivers) {
        this.address = address;
        this.broker = broker;
        this.receivers = receivers;
        this.senders = receivers == null ? null : pooled(receivers);
    }

    /**
     * Reads the settings and starts the embedded broker if they say so. A broker elsewhere is first contacted when
     * somebody sends or receives, and may be down until then.
     *
     * @param dataDirectory {@code data.dir}; the embedded broker keeps its journal in {@code queue} below it
     * @throws IllegalArgumentException when a setting cannot be used
     * @throws IllegalStateException when the embedded broker cannot start, or another process has its journal
     */
    public static QueueConnections open(QueueSettings settings, Path dataDirectory) {
        QueueAddress address = QueueAddress.parse(settings.url());
        LOG.infof("Queue: %s", address);
        if (address instanceof QueueAddress.Embedded) {
            EmbeddedBroker broker = EmbeddedBroker.start(settings, dataDirectory.resolve("queue"));
            return new QueueConnections(address, broker, broker.address().connectionFactory(settings));
        }
        if (address instanceof QueueAddress.Artemis artemis) {
            return new QueueConnections(address, null, artemis.connectionFactory(settings));
        }
        if (address instanceof QueueAddress.Amqp amqp) {
            return new QueueConnections(address, null, amqp.connectionFactory(settings));
        }
        return new QueueConnections(address, null, null);
    }

    private static JmsPoolConnectionFactory pooled(ConnectionFactory factory) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        return pool;
    }

    /** For those who keep a connection to receive from; empty when no queue is configured. */
    public Optional<ConnectionFactory> forReceiving() {
        return Optional.ofNullable(receivers);
    }

    /**
     * For those who open a connection for each message, as Camel's {@code jms:} does: closing one gives it back. When
     * no queue is configured, connecting fails with a sentence that says so.
     */
    public ConnectionFactory forSending() {
        return Objects.requireNonNullElse(senders, new NoQueue());
    }

    /** Where the queue is, for people: without credentials. */
    @Override
    public String toString() {
        return address.toString();
    }

    @Override
    public void close() {
        if (senders != null) {
            senders.stop();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
