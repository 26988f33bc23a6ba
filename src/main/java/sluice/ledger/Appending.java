package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes new deliveries: those not seen before from the queue's side, all of them when somebody waits. */
final class Appending {
    private static final String INSERT_DELIVERY = "insert into delivery (id, payload, source, message_id, mapping,"
            + " action, state, direct, unheld, attempts, claims, uncertain, received_at, due_at, changed_at, record_keys,"
            + " lane, row_bytes, owner, lease_until) values (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)";

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

    /** @throws LedgerFullException when too many would be open then */
    Accepted queued(Session session, List<NewDelivery> request) throws SQLException {
        List<Numbered> fresh = seen.first(session, numbered(session, request), clock.millis());
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
        seen.note(session, all, clock.millis());
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
        List<Object[]> payloadRows = new ArrayList<>();
        for (Numbered numbered : deliveries) { // an event has the id of its first delivery
            EventBody event = numbered.event();
            if (payloads.putIfAbsent(event, numbered.id()) == null) {
                payloadRows.add(new Object[] {numbered.id(), uses.get(event), event.stored()});
            }
        }
        session.batch("insert into payload (id, uses, body) values (?, ?, ?)", payloadRows);
        Map<Long, Integer> unheld = recordKeys.joinAtEnd(session, keys(deliveries));
        List<Object[]> rows = new ArrayList<>(deliveries.size());
        for (Numbered numbered : deliveries) {
            rows.add(row(session, numbered, payloads.get(numbered.event()), unheld.get(numbered.id()), direct));
        }
        session.batch(INSERT_DELIVERY, rows);
        Tally.add(session, State.WAITING, deliveries.size());
    }

    private static Map<Long, List<RecordKey>> keys(List<Numbered> deliveries) {
        Map<Long, List<RecordKey>> keys = new LinkedHashMap<>();
        deliveries.forEach(
                numbered -> keys.put(numbered.id(), numbered.delivery().keys()));
        return keys;
    }

    private Object[] row(Session session, Numbered numbered, long payload, int unheld, boolean direct)
            throws SQLException {
        NewDelivery delivery = numbered.delivery();
        long receivedAt = delivery.receivedAt().toEpochMilli();
        return new Object[] {
            numbered.id(),
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
            names.idOrNull(session, delivery.placement().lane()),
            delivery.placement().rowBytes(),
            direct ? names.id(session, settings.owner()) : null,
            direct ? settings.leaseFrom(clock.millis()) : null
        };
    }
}
