package sluice.flow.queue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends rejected messages on as they are, in the transaction they were received in, with two more properties:
 * {@code rejectionReason} and {@code originalMessageId}.
 */
final class DeadLetters {
    private static final int MAX_REASON_CHARACTERS = 1_000;
    /** Property names that brokers and client libraries keep for themselves. */
    private static final List<String> RESERVED = List.of("JMS", "AMQ", "_AMQ", "__AMQ");

    private final JMSContext context;
    private final String queue;

    DeadLetters(JMSContext context, String queue) {
        this.context = context;
        this.queue = queue;
    }

    void send(Message message, String reason) throws JMSException {
        String id = message.getJMSMessageID();
        Map<String, Object> properties = properties(message);
        // Those of a received message are read-only until they are cleared.
        message.clearProperties();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(
                "rejectionReason", reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARACTERS)));
        if (id != null) {
            message.setStringProperty("originalMessageId", id);
        }
        context.createProducer().send(context.createQueue(queue), message);
    }

    private static Map<String, Object> properties(Message message) throws JMSException {
        Map<String, Object> properties = new LinkedHashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String key = names.nextElement().toString();
            if (RESERVED.stream().noneMatch(key::startsWith)) {
                properties.put(key, message.getObjectProperty(key));
            }
        }
        return properties;
    }
}
