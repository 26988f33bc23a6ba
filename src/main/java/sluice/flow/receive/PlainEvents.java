package sluice.flow.receive;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Events as text, wherever an owner's route has them from (a file, Kafka, a database): one event or a list of them.
 *
 * <pre>
 * - route:
 *     id: receive-files
 *     from:
 *       uri: file:inbox
 *       steps:
 *         - bean: { ref: plainEvents, method: read }
 *         - to: direct:select-actions
 * </pre>
 *
 * Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("plainEvents")
public final class PlainEvents {
    private final EventCheck check;

    PlainEvents(EventCheck check) {
        this.check = check;
    }

    /**
     * Body in: text or bytes; body out: {@link ReceivedEvents} with at least one event, the route's id as their source.
     * An event without {@code messageId} gets one from the text, so that the same text is taken once.
     *
     * @throws RefusedRequestException when there is no event in it
     */
    public void read(Exchange exchange) {
        byte[] text = exchange.getMessage().getBody(byte[].class);
        byte[] body = text == null ? new byte[0] : text;
        String id = HexFormat.of().formatHex(Hashes.sha256(body));
        ReceivedEvents received = parse(exchange.getFromRouteId(), body, id);
        if (received.events().isEmpty() && !received.rejected().isEmpty()) {
            throw RefusedRequestException.wrong(received.rejected().get(0).reason());
        }
        exchange.getMessage().setBody(received);
    }

    /**
     * The events of a text; one that is no JSON is rejected as a whole.
     *
     * @param id of the text, from which events get theirs
     */
    ReceivedEvents parse(String source, byte[] text, String id) {
        try {
            JsonNode body = EventJson.read(text);
            List<JsonNode> candidates = new ArrayList<>();
            if (body.isArray()) {
                body.forEach(candidates::add);
            } else {
                candidates.add(body);
            }
            return check.check(source, candidates, index -> id + "-" + index);
        } catch (RefusedRequestException notJson) {
            return new ReceivedEvents(
                    source, List.of(), List.of(new ReceivedEvents.Rejection(0, notJson.getMessage())));
        }
    }
}
