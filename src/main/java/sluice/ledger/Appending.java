package sluice.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Takes new deliveries: those not seen before from the queue's side, all of them when somebody waits. */
final class Appending {
    private static final String INSERT_DELIVERY = "insert into delivery (id, payload, source, message_id, mapping,"
            + " action, state, direct, unheld, attempts, claims, uncertain, received_at, due_at, changed_at, record_keys)"
            + " values (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, ?, ?, ?, ?)";

    private final Clock clock;
    private final long maxRows;
    private final Names names;
    private final RecordKeys recordKeys;
    private final MessageDigest hash = sha256();
    private long lastId;

    /** @param lastId of the deliveries that are there: new ones get higher ids, in the order of arrival */
    Appending(Clock clock, long maxRows, Names names, RecordKeys recordKeys, long lastId) {
        this.clock = clock;
        this.maxRows = maxRows;
        this.names = names;
        this.recordKeys = recordKeys;
        this.lastId = lastId;
    }

    /** @throws LedgerFullException when too many would be open then */
    Accepted queued(Session session, List<NewDelivery> request) throws SQLException {
        List<NewDelivery> fresh = new ArrayList<>(request.size());
        for (NewDelivery delivery : request) {
            if (isFirst(session, delivery)) {
                fresh.add(delivery);
            }
        }
        long open = Tally.open(session);
        if (!fresh.isEmpty() && open + fresh.size() > maxRows) {
            throw new LedgerFullException(open, maxRows);
        }
        insert(session, fresh, 0);
        return new Accepted(fresh.size(), request.size() - fresh.size());
    }

    /** Their ids, in the order of the request. */
    List<Long> direct(Session session, List<NewDelivery> request) throws SQLException {
        return insert(session, request, 1);
    }

    private boolean isFirst(Session session, NewDelivery delivery) throws SQLException {
        return session.update(
                        "insert into seen (hash, at) values (?, ?) on conflict do nothing",
                        identity(delivery),
                        clock.millis())
                == 1;
    }

    private byte[] identity(NewDelivery delivery) {
        for (String part : List.of(delivery.source(), delivery.messageId(), delivery.mapping())) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            hash.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
            hash.update(text);
        }
        return Arrays.copyOf(hash.digest(), RecordKey.BYTES);
    }

    private List<Long> insert(Session session, List<NewDelivery> deliveries, int direct) throws SQLException {
        Map<EventBody, Integer> uses = new IdentityHashMap<>();
        deliveries.forEach(delivery -> uses.merge(delivery.event(), 1, Integer::sum));
        Map<EventBody, Long> payloads = new IdentityHashMap<>();
        List<Long> ids = new ArrayList<>(deliveries.size());
        for (NewDelivery delivery : deliveries) {
            long id = ++lastId;
            EventBody event = delivery.event();
            if (payloads.putIfAbsent(event, id) == null) {
                insertPayload(session, id, uses.get(event), event);
            }
            insert(session, id, payloads.get(event), delivery, direct);
            ids.add(id);
        }
        Tally.add(session, State.WAITING, deliveries.size());
        return ids;
    }

    /** An event has the id of its first delivery. */
    private static void insertPayload(Session session, long id, int uses, EventBody event) throws SQLException {
        session.update("insert into payload (id, uses, body) values (?, ?, ?)", id, uses, event.stored());
    }

    private void insert(Session session, long id, long payload, NewDelivery delivery, int direct) throws SQLException {
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
                RecordKeys.pack(delivery.keys()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
