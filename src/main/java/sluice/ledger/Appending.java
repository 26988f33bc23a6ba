package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes new deliveries: those not seen before from the queue's side, all of them when somebody waits. */
final class Appending {
    private static final String INSERT_DELIVERY = "insert into delivery (id, payload, source, message_id, mapping,"
            + " action, state, direct, unheld, attempts, claims, uncertain, received_at, due_at, changed_at, record_keys,"
            + " owner, lease_until) values (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?, ?)";

    private final LedgerSettings settings;
    private final Clock clock;
    private final Store store;
    private final Names names;
    private final RecordKeys recordKeys;
    private final Seen seen = new Seen();

    Appending(LedgerSettings settings, Clock clock, Store store, Names names, RecordKeys recordKeys) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.names = names;
        this.recordKeys = recordKeys;
    }

    /** One that is taken, and the id it gets. */
    private record Numbered(long id, NewDelivery delivery) {
        EventBody event() {
            return delivery.event();
        }
    }

    /** @throws LedgerFullException when too many would be open then */
    Accepted queued(Session session, List<NewDelivery> request) throws SQLException {
        List<Numbered> fresh = new ArrayList<>(request.size());
        for (Numbered numbered : numbered(session, request)) {
            if (seen.isFirst(session, numbered.delivery(), numbered.id(), clock.millis())) {
                fresh.add(numbered);
            }
        }
        long open = Tally.open(session);
        if (!fresh.isEmpty() && open + fresh.size() > settings.maxRows()) {
            throw new LedgerFullException(open, settings.maxRows());
        }
        insert(session, fresh, false);
        return new Accepted(fresh.size(), request.size() - fresh.size());
    }

    /** Their ids, in the order of the request. */
    List<Long> direct(Session session, List<NewDelivery> request) throws SQLException {
        List<Numbered> all = numbered(session, request);
        for (Numbered numbered : all) {
            seen.note(session, numbered.delivery(), numbered.id(), clock.millis());
        }
        insert(session, all, true);
        return all.stream().map(Numbered::id).toList();
    }

    /** In the order of arrival. */
    private List<Numbered> numbered(Session session, List<NewDelivery> request) throws SQLException {
        List<Long> ids = store.newIds(session, request.size());
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Numbered(ids.get(i), request.get(i)))
                .toList();
    }

    private void insert(Session session, List<Numbered> deliveries, boolean direct) throws SQLException {
        Map<EventBody, Integer> uses = new IdentityHashMap<>();
        deliveries.forEach(numbered -> uses.merge(numbered.event(), 1, Integer::sum));
        Map<EventBody, Long> payloads = new IdentityHashMap<>();
        for (Numbered numbered : deliveries) {
            EventBody event = numbered.event();
            if (payloads.putIfAbsent(event, numbered.id()) == null) {
                insertPayload(session, numbered.id(), uses.get(event), event);
            }
            insert(session, numbered.id(), payloads.get(event), numbered.delivery(), direct);
        }
        Tally.add(session, State.WAITING, deliveries.size());
    }

    /** An event has the id of its first delivery. */
    private static void insertPayload(Session session, long id, int uses, EventBody event) throws SQLException {
        session.update("insert into payload (id, uses, body) values (?, ?, ?)", id, uses, event.stored());
    }

    private void insert(Session session, long id, long payload, NewDelivery delivery, boolean direct)
            throws SQLException {
        int unheld = recordKeys.join(session, delivery.keys(), id);
        long receivedAt = delivery.receivedAt().toEpochMilli();
        session.update(
                INSERT_DELIVERY,
                id,
                payload,
                names.id(session, delivery.source()),
                delivery.messageId(),
                names.id(session, delivery.mapping()),
                names.id(session, delivery.action()),
                direct,
                unheld,
                receivedAt,
                receivedAt,
                clock.millis(),
                RecordKeys.pack(delivery.keys()),
                direct ? names.id(session, settings.owner()) : null,
                direct ? settings.leaseFrom(clock.millis()) : null);
    }
}
