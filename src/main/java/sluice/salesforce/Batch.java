package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Writes several records in the fewest calls that have the same result as writing them one after the other. Made of
 * rounds: shared lookups, then shared writes. Whatever depends on an earlier write of the batch, since it finds its
 * record by what that one writes or is about the same record, waits for a later round and is looked up again.
 *
 * <pre>
 * for (call = batch.next(); call.isPresent(); call = batch.next()) {
 *     send it, then batch.answered(…) or batch.failed(…)
 * }
 * </pre>
 *
 * <p>Opens no connection. Not thread-safe.
 */
public final class Batch {
    private final List<BatchItem> items;
    private final Deque<BatchStep> steps = new ArrayDeque<>();
    private Round round = Round.NONE;
    private BatchStep current;

    private Batch(List<BatchItem> items) {
        this.items = items;
    }

    /** @param plans in the order in which they would be written one after the other */
    public static Batch of(List<Plan> plans) {
        boolean byKey = plans.size() == 1 || sharesOneExternalId(plans);
        return new Batch(plans.stream()
                .map(plan -> byKey ? plan : plan.withLookup())
                .map(BatchItem::new)
                .toList());
    }

    /** The call to send now; empty when every write has its result. */
    public Optional<BatchCall> next() {
        while (steps.isEmpty()) {
            if (!round.isEmpty()) {
                steps.addAll(Writes.of(round.decided()));
                round = Round.NONE;
            } else if (open().isEmpty()) {
                return Optional.empty();
            } else {
                round = Round.of(open());
                steps.addAll(Lookups.of(round.lookedUp()));
            }
        }
        current = steps.poll();
        current.items().forEach(BatchItem::countCall);
        return Optional.of(current.call());
    }

    /**
     * The call that {@link #next} gave was answered.
     *
     * @param httpStatus below 300
     * @param reply missing where it was none, a text where it was no JSON
     */
    public void answered(int httpStatus, JsonNode reply) {
        putFirst(current.answered(httpStatus, reply));
    }

    /** The call that {@link #next} gave failed. When the whole org takes nothing, the rest is not even tried. */
    public void failed(Failure failure) {
        if (failure.kind() == Failure.Kind.ORG || failure.kind() == Failure.Kind.LOGIN) {
            stop(failure);
        } else {
            putFirst(current.failed(failure));
        }
    }

    /** Gives every write that has no result yet this one. */
    public void stop(Failure failure) {
        steps.clear();
        round = Round.NONE;
        open().forEach(item -> item.fail(failure));
    }

    /** What came of a write, by its position; empty before its end. */
    public Optional<WriteResult> result(int position) {
        return items.get(position).result();
    }

    /** The call that was decided on for a write; empty before. */
    public Optional<Call> call(int position) {
        return items.get(position).call();
    }

    /** The calls that a write had a part in. */
    public int apiCalls(int position) {
        return items.get(position).apiCalls();
    }

    private List<BatchItem> open() {
        return items.stream().filter(BatchItem::isOpen).toList();
    }

    private void putFirst(List<BatchStep> next) {
        for (int i = next.size() - 1; i >= 0; i--) {
            steps.addFirst(next.get(i));
        }
    }

    /** Only then are two writes of different values surely about two records. */
    private static boolean sharesOneExternalId(List<Plan> plans) {
        List<Plan> matching = plans.stream()
                .filter(plan -> plan.write().operation() != Operation.CREATE)
                .filter(plan -> !plan.write().matchers().isEmpty())
                .toList();
        List<String> keys =
                matching.stream().flatMap(plan -> key(plan).stream()).toList();
        return keys.size() == matching.size() && keys.stream().distinct().count() == 1;
    }

    /** The external id by which the one call upserts; a shared call cannot be told to update only. */
    private static Optional<String> key(Plan plan) {
        return plan.query().isEmpty() && plan.call() instanceof Call.Upsert upsert && !upsert.updateOnly()
                ? Optional.of(upsert.sObject() + "." + upsert.field())
                : Optional.empty();
    }
}
