package sluice.flow.queue;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;

/** What {@code queue.url} names: nothing, a broker in this process, or one elsewhere. */
sealed interface QueueAddress {
    /** A batch of 200 and what the next one needs meanwhile; more only burdens the broker when a consumer dies. */
    int PREFETCHED_MESSAGES = 360;

    /** {@link #PREFETCHED_MESSAGES} of 600 characters each, which Artemis counts as 1.4 KB. */
    int WINDOW_BYTES = PREFETCHED_MESSAGES * 1_400;

    /**
     * Reads {@code queue.url}: empty or {@code none}, {@code embedded}, {@code tcp://host:61616} (Artemis, options and
     * lists as its client has them), {@code amqp://host:5672}, {@code amqps://…} or {@code failover:(amqp…)}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static QueueAddress parse(Optional<String> url) {
        String text = url.map(String::strip).orElse("");
        if (text.isEmpty() || text.equals("none")) {
            return new None();
        }
        if (text.equals("embedded")) {
            return new Embedded();
        }
        if (startsWithAny(text, List.of("tcp://", "(tcp://"))) {
            return new Artemis(text);
        }
        if (startsWithAny(text, List.of("amqp://", "amqps://", "failover:(amqp"))) {
            return new Amqp(text);
        }
        throw new IllegalArgumentException(
                "queue.url: expected none, embedded, tcp://…, amqp://… or amqps://…, was " + withoutSecrets(text));
    }

    private static boolean startsWithAny(String text, List<String> prefixes) {
        return prefixes.stream().anyMatch(text::startsWith);
    }

    private static String withoutSecrets(String url) {
        return url.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//");
    }

    /** For people, without options and credentials. */
    @Override
    String toString();

    record None() implements QueueAddress {
        @Override
        public String toString() {
            return "none";
        }
    }

    record Embedded() implements QueueAddress {
        @Override
        public String toString() {
            return "embedded";
        }
    }

    /** Artemis by its own protocol, in the process ({@code vm://}) or over the network. */
    record Artemis(String url) implements QueueAddress {
        ConnectionFactory connectionFactory(QueueSettings settings) {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
            settings.user().ifPresent(factory::setUser);
            settings.password().ifPresent(factory::setPassword);
            if (!url.contains("consumerWindowSize")) {
                factory.setConsumerWindowSize(WINDOW_BYTES);
            }
            return factory;
        }

        @Override
        public String toString() {
            return withoutSecrets(url);
        }
    }

    /** Any broker that speaks AMQP 1.0. */
    record Amqp(String url) implements QueueAddress {
        ConnectionFactory connectionFactory(QueueSettings settings) {
            JmsConnectionFactory factory = new JmsConnectionFactory(url);
            settings.user().ifPresent(factory::setUsername);
            settings.password().ifPresent(factory::setPassword);
            if (!url.contains("jms.prefetchPolicy")) {
                JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
                prefetch.setQueuePrefetch(PREFETCHED_MESSAGES);
                factory.setPrefetchPolicy(prefetch);
            }
            return factory;
        }

        @Override
        public String toString() {
            return withoutSecrets(url);
        }
    }
}
