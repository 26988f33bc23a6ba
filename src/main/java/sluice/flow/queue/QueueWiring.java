package sluice.flow.queue;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the queue known by name: {@code queueConnectionFactory} to Camel's {@code jms:} (by
 * {@code camel.component.jms.connection-factory=#queueConnectionFactory}), {@code jms-batch} to routes.
 */
@Singleton
final class QueueWiring {
    @Produces
    @Singleton
    @Unremovable
    QueueConnections queueConnections(
            QueueSettings settings, @ConfigProperty(name = "data.dir", defaultValue = "data") Path dataDirectory) {
        return QueueConnections.open(settings, dataDirectory);
    }

    void close(@Disposes QueueConnections connections) {
        connections.close();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("queueConnectionFactory")
    ConnectionFactory queueConnectionFactory(QueueConnections connections) {
        return connections.forSending();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("jms-batch")
    JmsBatchComponent jmsBatch(QueueConnections connections, QueueSettings settings) {
        return new JmsBatchComponent(connections, settings.dead(), settings.consumers());
    }
}
