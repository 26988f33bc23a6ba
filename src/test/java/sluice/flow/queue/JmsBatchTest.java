package sluice.flow.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same behaviour over each kind of broker that queue.url can name. */
class JmsBatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    enum Kind {
        EMBEDDED,
        ARTEMIS,
        AMQP
    }

    @TempDir
    Path directory;

    private final RecordingReceiver receiver = new RecordingReceiver();
    private DefaultCamelContext camel;
    private QueueConnections connections;
    private TestBroker broker;

    @AfterEach
    void stop() throws Exception {
        if (camel != null) {
            camel.stop();
        }
        if (connections != null) {
            connections.close();
        }
        if (broker != null) {
            broker.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEachMessageOnceAndInOrder(Kind kind) throws Exception {
        // Given
        connect(kind);
        List<String> events =
                IntStream.range(0, 1_000).mapToObj(i -> "event " + i).toList();
        send(events);

        // When
        startRoute(receiver);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiver.taken).hasSize(1_000));
        assertThat(receiver.taken).isEqualTo(events);
        assertThat(receiver.batchSizes).as("many in one transaction").hasSizeLessThan(250);
        assertThat(receiver.batchSizes).allMatch(size -> size <= 200);
        assertThat(left("events.dead", 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void setsBadMessagesAsideAndTakesTheOthers(Kind kind) throws Exception {
        // Given
        connect(kind);
        try (JMSContext context = connections.forSending().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSProducer producer = context.createProducer();
            Queue queue = context.createQueue("events");
            producer.send(queue, "one");
            producer.setProperty("origin", "shop").send(queue, "bad one");
            producer.send(queue, context.createMapMessage());
            producer.send(queue, context.createObjectMessage(new ArrayList<>(List.of("never read"))));
            producer.send(queue, bytes(context, "two, by bytes: ü".getBytes(StandardCharsets.UTF_8)));
            producer.send(queue, bytes(context, new byte[] {(byte) 0xff, (byte) 0xfe}));
            producer.send(queue, "x".repeat(2_001));
            producer.send(queue, "three");
            context.commit();
        }

        // When
        startRoute(receiver);

        // Then
        List<Message> dead = receiveDead(5);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.taken).containsExactly("one", "two, by bytes: ü", "three"));
        assertThat(dead.stream().map(JmsBatchTest::reason))
                .containsExactlyInAnyOrder(
                        "expected an event, was none",
                        "expected a text or bytes message, was a map message",
                        "expected a text or bytes message, was an object message",
                        "expected bytes in UTF-8, was something else",
                        "expected at most 2000 bytes, was 2001");
        Message refused = dead.stream()
                .filter(each -> reason(each).contains("an event"))
                .findFirst()
                .orElseThrow();
        assertThat(refused.getBody(String.class)).isEqualTo("bad one");
        assertThat(refused.getStringProperty("origin")).isEqualTo("shop");
        assertThat(refused.getStringProperty("originalMessageId")).startsWith("ID:");
        camel.stop();
        assertThat(left("events", 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void triesABatchAgainUntilItIsTaken(Kind kind) throws Exception {
        // Given more failures than the broker's ten delivery attempts
        connect(kind);
        receiver.failuresLeft.set(12);
        send(List.of("one", "bad two", "three"));

        // When
        startRoute(receiver);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiver.taken).containsExactly("one", "three"));
        assertThat(receiver.failures).hasValue(12);
        assertThat(receiveDead(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesAnUnfinishedBatchInTheQueueWhenStopped(Kind kind) throws Exception {
        // Given
        connect(kind);
        receiver.failuresLeft.set(Integer.MAX_VALUE);
        send(List.of("one", "two"));
        startRoute(receiver);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.failures).hasPositiveValue());

        // When
        camel.stop();

        // Then
        assertThat(left("events", 2)).containsExactly("one", "two");
    }

    @ParameterizedTest
    @EnumSource(names = {"ARTEMIS", "AMQP"})
    void goesOnWhenTheBrokerComesBack(Kind kind) throws Exception {
        // Given
        connect(kind);
        startRoute(receiver);
        send(List.of("before"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiver.taken).containsExactly("before"));

        // When
        broker.stop();
        broker.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            send(List.of("after"));
            return true;
        });

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.distinct()).contains("before", "after"));
    }

    @ParameterizedTest
    @EnumSource(names = "ARTEMIS")
    void losesNothingWhenTheBrokerGoesDuringABatch(Kind kind) throws Exception {
        // Given
        connect(kind);
        AtomicInteger batches = new AtomicInteger();
        send(List.of("one", "two"));

        // When
        startRoute(exchange -> {
            if (batches.getAndIncrement() == 0) {
                broker.stop();
                broker.start();
            }
            receiver.process(exchange);
        });

        // Then the commit failed and what was in it, both as a rule, came again
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(receiver.batchSizes).isNotEmpty();
            List<String> expected = new ArrayList<>(List.of("one", "two").subList(0, receiver.batchSizes.get(0)));
            expected.addAll(List.of("one", "two"));
            assertThat(receiver.taken).isEqualTo(expected);
        });
        camel.stop();
        assertThat(left("events", 0)).isEmpty();
    }

    @Test
    void staysIdleWithoutAQueue() throws Exception {
        connections = QueueConnections.open(TestSettings.of("none"), directory);

        startRoute(receiver);

        assertThat(camel.getRouteController().getRouteStatus("receive").isStarted())
                .isTrue();
    }

    private void connect(Kind kind) throws Exception {
        broker = kind == Kind.EMBEDDED ? null : new TestBroker(directory);
        String url =
                switch (kind) {
                    case EMBEDDED -> "embedded";
                    case ARTEMIS -> broker.tcp();
                    case AMQP -> broker.amqp();
                };
        connections = QueueConnections.open(TestSettings.of(url), directory);
    }

    private void startRoute(Processor processor) throws Exception {
        camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(5);
        camel.addComponent("jms-batch", new JmsBatchComponent(connections, "events.dead", 1));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("jms-batch:events?firstPause=10&longestPause=200&maxMessageBytes=2000")
                        .routeId("receive")
                        .process(processor);
            }
        });
        camel.start();
    }

    private void send(List<String> texts) {
        try (JMSContext context = connections.forSending().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSProducer producer = context.createProducer();
            Queue queue = context.createQueue("events");
            texts.forEach(text -> producer.send(queue, text));
            context.commit();
        }
    }

    private static BytesMessage bytes(JMSContext context, byte[] content) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(content);
        return message;
    }

    private List<Message> receiveDead(int count) {
        try (JMSContext context = connections.forReceiving().orElseThrow().createContext()) {
            var consumer = context.createConsumer(context.createQueue("events.dead"));
            return IntStream.range(0, count)
                    .mapToObj(i -> consumer.receive(PATIENCE.toMillis()))
                    .toList();
        }
    }

    /** Texts nobody has taken; so many are waited for. */
    private List<String> left(String queue, int expected) {
        try (JMSContext context = connections.forReceiving().orElseThrow().createContext()) {
            var consumer = context.createConsumer(context.createQueue(queue));
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < expected; i++) {
                texts.add(consumer.receiveBody(String.class, PATIENCE.toMillis()));
            }
            for (Message message = consumer.receive(1_000); message != null; message = consumer.receive(300)) {
                texts.add(message.getBody(String.class));
            }
            return texts;
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static String reason(Message message) {
        try {
            return message.getStringProperty("rejectionReason");
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
