package sluice.flow.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.FreePort;

class QueueConnectionsTest {
    private static final TestSettings EMBEDDED = TestSettings.of("embedded");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', none",
        "none, none",
        "embedded, embedded",
        "tcp://broker:61616?user=me&password=secret, tcp://broker:61616",
        "'(tcp://a:1,tcp://b:1)?ha=true', '(tcp://a:1,tcp://b:1)'",
        "amqp://me:secret@broker:5672, amqp://broker:5672",
        "amqps://broker:5671, amqps://broker:5671"
    })
    void tellsTheKindsOfAddressApart(String url, String shown) {
        assertThat(QueueAddress.parse(Optional.of(url))).hasToString(shown);
    }

    @Test
    void refusesAnUnknownKindOfAddress() {
        assertThatThrownBy(() -> QueueConnections.open(TestSettings.of("http://me:secret@broker"), directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queue.url: expected none, embedded, tcp://…, amqp://… or amqps://…, was http://broker");
    }

    @Test
    void saysThatNoQueueIsConfigured() {
        try (QueueConnections connections = QueueConnections.open(TestSettings.of("none"), directory)) {
            assertThat(connections.forReceiving()).isEmpty();
            assertThatThrownBy(() -> connections.forSending().createConnection())
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("set queue.url");
        }
    }

    @Test
    void keepsMessagesOverARestart() {
        try (QueueConnections connections = QueueConnections.open(EMBEDDED, directory)) {
            send(connections, "kept");
        }

        try (QueueConnections connections = QueueConnections.open(EMBEDDED, directory)) {
            assertThat(receive(connections)).isEqualTo("kept");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (QueueConnections first = QueueConnections.open(EMBEDDED, directory)) {
            assertThatThrownBy(() -> QueueConnections.open(EMBEDDED, directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is in use by another process");
            send(first, "still served");
        }
    }

    @Test
    void runsTwoBrokersOnTwoDirectories() {
        try (QueueConnections one = QueueConnections.open(EMBEDDED, directory.resolve("one"));
                QueueConnections two = QueueConnections.open(EMBEDDED, directory.resolve("two"))) {
            send(one, "for one");
            send(two, "for two");

            assertThat(receive(one)).isEqualTo("for one");
            assertThat(receive(two)).isEqualTo("for two");
        }
    }

    @Test
    void listensForClientsWithTheirPassword() throws Exception {
        String address = "tcp://127.0.0.1:" + FreePort.find();
        TestSettings settings = EMBEDDED.listeningOn(address).as("me", "secret");
        try (QueueConnections connections = QueueConnections.open(settings, directory)) {
            try (QueueConnections client =
                            QueueConnections.open(TestSettings.of(address).as("me", "secret"), directory);
                    QueueConnections amqp = QueueConnections.open(
                            TestSettings.of(address.replace("tcp", "amqp")).as("me", "secret"), directory)) {
                send(client, "by Artemis");
                assertThat(receive(connections)).isEqualTo("by Artemis");
                send(amqp, "by AMQP");
                assertThat(receive(connections)).isEqualTo("by AMQP");
            }
            try (var stranger = new ActiveMQConnectionFactory(address, "me", "guess")) {
                assertThatThrownBy(stranger::createContext).isInstanceOf(JMSSecurityRuntimeException.class);
            }
        }
    }

    @Test
    void refusesToBeOpenToTheNetworkWithoutAPassword() {
        assertThatThrownBy(() -> QueueConnections.open(EMBEDDED.listeningOn("tcp://0.0.0.0:61616"), directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set queue.user and queue.password");
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "tcp://127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> QueueConnections.open(EMBEDDED.listeningOn(address), directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "cannot start: the log has the reason; perhaps another process listens on " + address);
        }
        // Then the directory is free again
        QueueConnections.open(EMBEDDED, directory).close();
    }

    private static void send(QueueConnections connections, String text) {
        try (JMSContext context = connections.forSending().createContext()) {
            context.createProducer().send(context.createQueue("events"), text);
        }
    }

    private static String receive(QueueConnections connections) {
        try (JMSContext context = connections.forReceiving().orElseThrow().createContext()) {
            return context.createConsumer(context.createQueue("events")).receiveBody(String.class, 60_000);
        }
    }
}
