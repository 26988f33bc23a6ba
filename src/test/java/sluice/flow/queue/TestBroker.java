package sluice.flow.queue;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import sluice.FreePort;

/** An Artemis with its defaults (ten delivery attempts among them) behind a port, which can be restarted. */
final class TestBroker {
    private final Path directory;
    private final int port;
    private EmbeddedActiveMQ server;

    TestBroker(Path directory) throws Exception {
        this.directory = directory;
        this.port = FreePort.find();
        start();
    }

    void start() throws Exception {
        server = new EmbeddedActiveMQ();
        server.setConfiguration(new ConfigurationImpl()
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setSecurityEnabled(false)
                .setMaxDiskUsage(100)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port)
                .addAddressSetting(
                        "#", new AddressSettings().setAutoDeleteQueues(false).setAutoDeleteAddresses(false)));
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    String tcp() {
        return "tcp://127.0.0.1:" + port;
    }

    String amqp() {
        return "amqp://127.0.0.1:" + port;
    }
}
