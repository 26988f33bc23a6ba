package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Looks several writes up in the fewest queries and decides what is to be done with each, without doing it: for an ingest
 * job, whose rows are written by others.
 *
 * <pre>
 * for (call = lookups.next(); call.isPresent(); call = lookups.next()) {
 *     send it, then lookups.answered(…) or lookups.failed(…)
 * }
 * </pre>
 *
 * <p>Opens no connection. Not thread-safe.
 */
public final class LookupBatch {
    private final List<BatchItem> items;
    private final Deque<BatchStep> steps = new ArrayDeque<>();
    private BatchStep current;

    private LookupBatch(List<BatchItem> items) {
        this.items = items;
    }

    public static LookupBatch of(List<RecordWrite> writes) {
        LookupBatch batch = new LookupBatch(
                writes.stream().map(Plan::of).map(BatchItem::new).toList());
        batch.steps.addAll(Lookups.of(batch.items.stream()
                .filter(item -> item.plan().query().isPresent())
                .toList()));
        return batch;
    }

    /** The query to send now, or the next page of the one before; empty when every write can be decided. */
    public Optional<BatchCall> next() {
        current = steps.poll();
        return Optional.ofNullable(current).map(BatchStep::call);
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

    /** The call that {@link #next} gave failed. */
    public void failed(Failure failure) {
        putFirst(current.failed(failure));
    }

    /** What is to be done with a write, by its position; empty where its lookup failed. */
    public Optional<Call> decided(int position) {
        BatchItem item = items.get(position);
        return item.isOpen() ? Optional.of(item.decide()) : Optional.empty();
    }

    /** Why the lookup of a write failed; empty where it did not. */
    public Optional<Failure> failure(int position) {
        return items.get(position)
                .result()
                .filter(WriteResult.Failed.class::isInstance)
                .map(result -> ((WriteResult.Failed) result).failure());
    }

    private void putFirst(List<BatchStep> next) {
        for (int i = next.size() - 1; i >= 0; i--) {
            steps.addFirst(next.get(i));
        }
    }
}
