package sluice.ledger;

import java.time.Instant;
import java.util.Set;

/**
 * Which deliveries to list, newest first. Start from {@link #all()}: {@code all().state(DEAD).mapping("leads").page(0, 50)}.
 *
 * @param ids any of these, {@value #MAX_LIMIT} at most; empty: all
 * @param states any of these; empty: all
 * @param mapping its name; empty: any
 * @param action its slug; empty: any
 * @param messageId the event's; empty: any
 * @param from received at this time or later
 * @param to received before this time
 * @param offset rows left out, from 0
 * @param limit rows given, 1 to {@value #MAX_LIMIT}
 */
public record DeliveryFilter(
        Set<Long> ids,
        Set<State> states,
        String mapping,
        String action,
        String messageId,
        Instant from,
        Instant to,
        long offset,
        int limit) {
    public static final int MAX_LIMIT = 1_000;

    private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

    public DeliveryFilter {
        ids = Set.copyOf(ids);
        states = Set.copyOf(states);
        if (ids.size() > MAX_LIMIT) {
            throw new IllegalArgumentException("ids: expected at most %d, were %d".formatted(MAX_LIMIT, ids.size()));
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset: expected 0 or more, was " + offset);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: expected 1 to %d, was %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** The newest hundred of all. */
    public static DeliveryFilter all() {
        return new DeliveryFilter(Set.of(), Set.of(), "", "", "", Instant.EPOCH, END_OF_TIME, 0, 100);
    }

    public DeliveryFilter ids(Set<Long> any) {
        return new DeliveryFilter(any, states, mapping, action, messageId, from, to, offset, limit);
    }

    public DeliveryFilter state(State... any) {
        return new DeliveryFilter(ids, Set.of(any), mapping, action, messageId, from, to, offset, limit);
    }

    public DeliveryFilter mapping(String name) {
        return new DeliveryFilter(ids, states, name, action, messageId, from, to, offset, limit);
    }

    public DeliveryFilter action(String slug) {
        return new DeliveryFilter(ids, states, mapping, slug, messageId, from, to, offset, limit);
    }

    public DeliveryFilter messageId(String id) {
        return new DeliveryFilter(ids, states, mapping, action, id, from, to, offset, limit);
    }

    /** Received from {@code start} (inclusive) to {@code end} (exclusive). */
    public DeliveryFilter received(Instant start, Instant end) {
        return new DeliveryFilter(ids, states, mapping, action, messageId, start, end, offset, limit);
    }

    public DeliveryFilter page(long firstRow, int rows) {
        return new DeliveryFilter(ids, states, mapping, action, messageId, from, to, firstRow, rows);
    }

    boolean isByStateOnly() {
        return ids.isEmpty()
                && mapping.isEmpty()
                && action.isEmpty()
                && messageId.isEmpty()
                && from.equals(Instant.EPOCH)
                && to.equals(END_OF_TIME);
    }
}
