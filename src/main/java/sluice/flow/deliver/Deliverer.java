package sluice.flow.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import sluice.action.DeliveryReport;
import sluice.action.DirectDelivery;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.RefusedException;
import sluice.flow.ledger.Committed;
import sluice.flow.select.Placements;
import sluice.flow.write.RecordWriter;
import sluice.ledger.Delivery;
import sluice.ledger.EventBody;
import sluice.ledger.Ledger;
import sluice.ledger.NewDelivery;
import sluice.ledger.State;

/**
 * Delivers through the same routes as the queue does. Deliveries of deployed mappings wait for earlier ones of their
 * record and are logged in the ledger; those of inline mappings leave no trace. Thread-safe.
 */
@Singleton
final class Deliverer implements DirectDelivery {
    private static final String ROUTE = "direct:write-delivery";
    private static final String SOURCE = "api";

    private final MappingDirectory mappings;
    private final Ledger ledger;
    private final ProducerTemplate routes;
    private final Reports reports;
    private final Clock clock;

    Deliverer(MappingDirectory mappings, Ledger ledger, ProducerTemplate routes, Reports reports, Clock clock) {
        this.mappings = mappings;
        this.ledger = ledger;
        this.routes = routes;
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public List<DeliveryReport> deliver(Request request) {
        return request.mappings().isPresent() ? deliverInline(request) : deliverLogged(request);
    }

    @Override
    public List<DeliveryReport> dryRun(Request request) {
        return pairs(request).stream().map(this::planned).toList();
    }

    private record Pair(JsonNode event, String messageId, Mapping mapping) {}

    private List<Pair> pairs(Request request) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode event : request.events()) {
            String messageId = event.path("messageId").asText(UUID.randomUUID().toString());
            List<Mapping> matching = request.mappings()
                    .map(inline -> inline.stream()
                            .filter(mapping -> mapping.matches(event))
                            .toList())
                    .orElseGet(() -> mappings.mappings().matching(event));
            matching.forEach(mapping -> pairs.add(new Pair(event, messageId, mapping)));
        }
        return pairs;
    }

    private DeliveryReport planned(Pair pair) {
        try {
            return reports.planned(
                    pair.messageId(), pair.mapping(), pair.mapping().write(pair.event(), pair.messageId()));
        } catch (RefusedException refused) {
            return reports.refused(pair.messageId(), pair.mapping(), refused);
        }
    }

    private List<DeliveryReport> deliverInline(Request request) {
        return pairs(request).stream()
                .map(pair -> send(unlogged(pair), pair.mapping()))
                .toList();
    }

    private List<DeliveryReport> deliverLogged(Request request) {
        List<Pair> pairs = pairs(request);
        List<NewDelivery> deliveries = pairs.stream().map(this::newDelivery).toList();
        List<Long> ids = deliveries.isEmpty() ? List.of() : Committed.of(ledger.appendDirect(deliveries));
        long deadline = System.nanoTime() + request.longestWait().toNanos();
        List<DeliveryReport> answers = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            answers.add(sendInTurn(ids.get(i), pairs.get(i), deadline));
        }
        return answers;
    }

    private DeliveryReport sendInTurn(long id, Pair pair, long deadline) {
        CompletableFuture<Delivery> turn = ledger.claimDirect(id);
        try {
            long left = Math.max(1, deadline - System.nanoTime());
            return send(turn.get(left, TimeUnit.NANOSECONDS), null);
        } catch (TimeoutException busy) {
            boolean withdrawn = Committed.of(ledger.withdraw(id, "its record was still being written"));
            return withdrawn ? reports.busy(pair.messageId(), pair.mapping()) : send(turn.join(), null);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for a delivery", stopped);
        }
    }

    private DeliveryReport send(Delivery delivery, Mapping inline) {
        Exchange sent = routes.send(ROUTE, exchange -> {
            exchange.setProperty(RecordWriter.INLINE_MAPPING, inline);
            exchange.getMessage().setBody(delivery);
        });
        return reports.of(delivery, sent);
    }

    private NewDelivery newDelivery(Pair pair) {
        return new NewDelivery(
                SOURCE,
                pair.messageId(),
                pair.mapping().name(),
                pair.mapping().action().name(),
                EventBody.of(pair.event().toString()),
                Placements.of(pair.mapping(), pair.event(), pair.messageId()),
                clock.instant());
    }

    private Delivery unlogged(Pair pair) {
        return new Delivery(
                0,
                SOURCE,
                pair.messageId(),
                pair.mapping().name(),
                pair.mapping().action().name(),
                State.SENDING,
                1,
                false,
                clock.instant(),
                clock.instant(),
                0,
                clock.instant().plus(Duration.ofDays(1)),
                EventBody.of(pair.event().toString()));
    }
}
