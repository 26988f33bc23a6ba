package sluice.flow.select;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.flow.receive.IngestReplies;
import sluice.flow.receive.ReceivedEvent;
import sluice.flow.receive.ReceivedEvents;
import sluice.ledger.EventBody;
import sluice.ledger.NewDelivery;

/** Makes of events the deliveries: one for each mapping whose trigger matches. Thread-safe. */
@Singleton
@RegisterForReflection
@Named("selectActions")
public final class SelectActions {
    private final MappingDirectory mappings;
    private final Clock clock;
    private final MeterRegistry metrics;

    SelectActions(MappingDirectory mappings, Clock clock, MeterRegistry metrics) {
        this.mappings = mappings;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Body in: {@link ReceivedEvents}, kept as a property; body out: a list of {@link NewDelivery}, perhaps empty. */
    public void select(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof ReceivedEvents received)) {
            throw new IllegalArgumentException(
                    "direct:select-actions: expected events as bean plainEvents reads them, was another body");
        }
        exchange.setProperty(IngestReplies.RECEIVED, received);
        List<NewDelivery> deliveries = new ArrayList<>();
        received.events().forEach(event -> deliveries.addAll(deliveries(received.source(), event)));
        metrics.counter("events.received", "source", received.source())
                .increment(received.events().size());
        metrics.counter("events.rejected", "source", received.source())
                .increment(received.rejected().size());
        exchange.getMessage().setBody(deliveries);
    }

    private List<NewDelivery> deliveries(String source, ReceivedEvent event) {
        List<Mapping> matching = Integrations.of(event.json()).allowSalesforce()
                ? mappings.mappings().matching(event.json())
                : List.of();
        if (matching.isEmpty()) {
            metrics.counter("events.unmatched", "source", source).increment();
            return List.of();
        }
        EventBody body = EventBody.of(event.json().toString().getBytes(StandardCharsets.UTF_8));
        return matching.stream()
                .map(mapping -> new NewDelivery(
                        source,
                        event.messageId(),
                        mapping.name(),
                        mapping.action().name(),
                        body,
                        Placements.of(mapping, event.json(), event.messageId()),
                        clock.instant()))
                .toList();
    }
}
