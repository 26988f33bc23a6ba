package sluice.flow.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import sluice.ledger.Doubt;
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
    private final JobDeliverer jobs;
    private final Clock clock;

    Deliverer(
            MappingDirectory mappings,
            Ledger ledger,
            ProducerTemplate routes,
            Reports reports,
            JobDeliverer jobs,
            Clock clock) {
        this.mappings = mappings;
        this.ledger = ledger;
        this.routes = routes;
        this.reports = reports;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public List<DeliveryReport> deliver(Request request) {
        List<Pair> pairs = pairs(request);
        Deadline deadline = Deadline.in(request.longestWait());
        List<Turn> turns = request.mappings().isPresent() ? unlogged(pairs) : logged(pairs);
        try {
            Map<Turn, DeliveryReport> answers = deliver(turns, request.isBatch(), deadline);
            return turns.stream().map(answers::get).toList();
        } finally {
            ledger.abandon(turns.stream().map(Turn::id).toList());
        }
    }

    @Override
    public List<DeliveryReport> dryRun(Request request) {
        return pairs(request).stream().map(this::planned).toList();
    }

    private Map<Turn, DeliveryReport> deliver(List<Turn> turns, boolean isBatch, Deadline deadline) {
        Map<Turn, DeliveryReport> answers = new HashMap<>();
        Lineup lineup = new Lineup(turns);
        while (!lineup.isEmpty()) {
            Optional<Turn> row = isBatch ? lineup.firstRow() : Optional.empty();
            boolean isLate = deadline.isOver() && !answers.isEmpty();
            if (row.isEmpty()) {
                Turn next = lineup.takeFirst();
                answers.put(next, sendInTurn(next, deadline));
            } else if (isLate) {
                lineup.takeRows().forEach(late -> answers.put(late, reports.notSent(late.pair())));
            } else {
                answers.putAll(jobs.deliver(row.get(), lineup, deadline));
            }
        }
        return answers;
    }

    private List<Pair> pairs(Request request) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode event : request.events()) {
            String messageId = event.path("messageId").asText(UUID.randomUUID().toString());
            List<Mapping> matching = request.mappings()
                    .map(inline -> inline.stream()
                            .filter(mapping -> mapping.matches(event))
                            .toList())
                    .orElseGet(() -> mappings.mappings().matching(event));
            matching.forEach(mapping ->
                    pairs.add(new Pair(event, messageId, mapping, Placements.of(mapping, event, messageId))));
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

    private List<Turn> unlogged(List<Pair> pairs) {
        List<Turn> turns = new ArrayList<>();
        for (Pair pair : pairs) {
            Delivery delivery = unlogged(pair, -turns.size() - 1L);
            turns.add(Turn.unlogged(pair, delivery));
        }
        return turns;
    }

    private List<Turn> logged(List<Pair> pairs) {
        List<NewDelivery> deliveries = pairs.stream().map(this::newDelivery).toList();
        List<Long> ids = deliveries.isEmpty() ? List.of() : Committed.of(ledger.appendDirect(deliveries));
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            turns.add(Turn.logged(pairs.get(i), ledger, ids.get(i)));
        }
        return turns;
    }

    private DeliveryReport sendInTurn(Turn turn, Deadline deadline) {
        Pair pair = turn.pair();
        return turn.await(deadline)
                .map(delivery -> send(delivery, turn.isLogged() ? null : pair.mapping()))
                .orElseGet(() -> reports.busy(pair.messageId(), pair.mapping()));
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
                pair.placement(),
                clock.instant());
    }

    private Delivery unlogged(Pair pair, long id) {
        return new Delivery(
                id,
                SOURCE,
                pair.messageId(),
                pair.mapping().name(),
                pair.mapping().action().name(),
                State.SENDING,
                1,
                Doubt.NONE,
                clock.instant(),
                clock.instant(),
                clock.instant(),
                0,
                clock.instant().plus(Duration.ofDays(1)),
                EventBody.of(pair.event().toString()));
    }
}
