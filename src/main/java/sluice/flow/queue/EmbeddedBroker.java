package sluice.flow.queue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jboss.logging.Logger;

/**
 * An Artemis in this process, its journal in one directory. Everything persistent survives a kill; messages are
 * delivered as often as it takes, since the intake itself sets bad ones aside.
 *
 * <p>Without {@code queue.user} nobody is asked for a password, so {@code queue.listen} must then be a loopback
 * address. With it, everybody is, inside the process too.
 */
final class EmbeddedBroker implements AutoCloseable {
    /** Percent of the disk in use above which Artemis blocks senders, without an error, until there is room again. */
    static final int MAX_DISK_USAGE = 95;

    /** Messages in memory of all queues together; beyond it they wait in files. */
    private static final long MAX_MEMORY_BYTES = 64L << 20;

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
    private static final String LISTENER = "listen";
    private static final String ROLE = "clients";

    private final EmbeddedActiveMQ server;
    private final DirectoryLock lock;
    private final QueueAddress.Artemis address;

    private EmbeddedBroker(EmbeddedActiveMQ server, DirectoryLock lock, QueueAddress.Artemis address) {
        this.server = server;
        this.lock = lock;
        this.address = address;
    }

    /** @throws IllegalStateException when it cannot start, or another process has the directory */
    static EmbeddedBroker start(QueueSettings settings, Path directory) {
        Optional<String> listen =
                settings.listen().map(String::strip).filter(at -> !at.isEmpty() && !at.equals("none"));
        listen.ifPresent(at -> checkReach(at, settings));
        // Artemis itself would wait for the other process, for ever and without a word.
        DirectoryLock lock = DirectoryLock.take(directory);
        QueueAddress.Artemis address =
                new QueueAddress.Artemis("vm://" + (directory.toAbsolutePath().hashCode() & Integer.MAX_VALUE));
        EmbeddedBroker broker = new EmbeddedBroker(new EmbeddedActiveMQ(), lock, address);
        try {
            broker.server.setConfiguration(configuration(settings, directory, address, listen));
            settings.user().ifPresent(user -> broker.server.setSecurityManager(security(user, settings)));
            broker.server.start();
            broker.checkStarted(listen);
            return broker;
        } catch (Exception e) {
            broker.close();
            throw new IllegalStateException(
                    "The embedded queue in " + directory + " cannot start: " + e.getMessage(), e);
        }
    }

    /** Artemis logs what is wrong, an address in use for example, and returns. */
    private void checkStarted(Optional<String> listen) {
        if (!server.getActiveMQServer().isActive()) {
            throw new IllegalStateException("the log has the reason"
                    + listen.map(at -> "; perhaps another process listens on " + at)
                            .orElse(""));
        }
    }

    private static void checkReach(String listen, QueueSettings settings) {
        try {
            String host = Optional.ofNullable(URI.create(listen).getHost()).orElse("");
            if (settings.user().isEmpty() && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new IllegalArgumentException("queue.listen: " + listen
                        + " is open to the network, so set queue.user and queue.password, or listen on 127.0.0.1");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("queue.listen: expected tcp://host:port, was " + listen, e);
        }
    }

    private static Configuration configuration(
            QueueSettings settings, Path directory, QueueAddress.Artemis address, Optional<String> listen)
            throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("sluice")
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setMaxDiskUsage(MAX_DISK_USAGE)
                .setGlobalMaxSize(MAX_MEMORY_BYTES)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(settings.user().isPresent())
                .addAcceptorConfiguration("vm", address.url())
                .addAddressSetting("#", addressSettings(settings));
        if (listen.isPresent()) {
            configuration.addAcceptorConfiguration(LISTENER, listen.get());
        }
        return configuration.putSecurityRoles("#", Set.of(everythingButManagement()));
    }

    /** Nothing is set aside by the broker but what expires, since its attempts have no end. */
    private static AddressSettings addressSettings(QueueSettings settings) {
        return new AddressSettings()
                .setMaxDeliveryAttempts(-1)
                .setDeadLetterAddress(SimpleString.of(settings.dead()))
                .setExpiryAddress(SimpleString.of(settings.dead()))
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private static Role everythingButManagement() {
        return new Role(ROLE, true, true, true, true, true, true, false, true, true, true, false, false);
    }

    private static ActiveMQJAASSecurityManager security(String user, QueueSettings settings) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(user, settings.password().orElse(""));
        users.addRole(user, ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** The way in for this process. */
    QueueAddress.Artemis address() {
        return address;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The embedded queue did not stop in order; its journal is kept", e);
        } finally {
            lock.close();
        }
    }
}
