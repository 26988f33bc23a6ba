package sluice.flow.receive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import sluice.flow.queue.QueueMessage;
import sluice.flow.queue.Rejected;

/**
 * Events from a queue: each message holds one event or a list of them. A message with something in it that is no event
 * goes to the dead letter queue; what is good in it is taken all the same, and harmless when it is sent again.
 * Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("queueEvents")
public final class QueueEvents {
    private static final String SOURCE = "queue";

    private final PlainEvents texts;

    QueueEvents(PlainEvents texts) {
        this.texts = texts;
    }

    /** Body in: a list of {@link QueueMessage}; body out: {@link ReceivedEvents}; the bad messages as a property. */
    public void read(Exchange exchange) {
        List<ReceivedEvent> events = new ArrayList<>();
        List<ReceivedEvents.Rejection> rejections = new ArrayList<>();
        List<Rejected> messages = new ArrayList<>();
        List<?> batch = exchange.getMessage().getBody(List.class);
        for (int index = 0; index < batch.size(); index++) {
            ReceivedEvents received = events((QueueMessage) batch.get(index));
            events.addAll(received.events());
            rejections.addAll(received.rejected());
            if (!received.rejected().isEmpty()) {
                messages.add(new Rejected(index, reason(received.rejected().get(0))));
            }
        }
        exchange.setProperty(Rejected.PROPERTY, messages);
        exchange.getMessage().setBody(new ReceivedEvents(SOURCE, events, rejections));
    }

    private ReceivedEvents events(QueueMessage message) {
        String id = message.id().isEmpty() ? UUID.randomUUID().toString() : message.id();
        return texts.parse(SOURCE, message.text().getBytes(StandardCharsets.UTF_8), id);
    }

    private static String reason(ReceivedEvents.Rejection first) {
        return "event %d: %s".formatted(first.index(), first.reason());
    }
}
