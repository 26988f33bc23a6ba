package sluice.flow.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import sluice.ledger.Settlement;
import sluice.salesforce.Batch;
import sluice.salesforce.Plan;
import sluice.salesforce.WriteOptions;

/**
 * How far the writes of a claim have come; travels as a property of the exchange.
 *
 * @param refused the settlements of those that are not written at all
 * @param writes the others, planned, in order
 * @param batch theirs
 */
record BatchInProgress(List<Settlement> refused, List<WriteInProgress> writes, Batch batch) {
    private static final String PROPERTY = "sluice.batch";

    static BatchInProgress of(List<Settlement> refused, List<WriteInProgress> writes) {
        List<Plan> plans =
                writes.stream().map(write -> write.plan().orElseThrow()).toList();
        return new BatchInProgress(List.copyOf(refused), List.copyOf(writes), Batch.of(plans));
    }

    static BatchInProgress on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, BatchInProgress.class);
    }

    void keepOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** When the first of the leases lapses; empty where there is nothing to write. */
    Optional<Instant> leaseUntil() {
        return writes.stream().map(write -> write.delivery().leaseUntil()).min(Instant::compareTo);
    }

    /** Of the mapping, which is the same for all. */
    WriteOptions options() {
        return writes.isEmpty()
                ? WriteOptions.NONE
                : writes.get(0).plan().orElseThrow().write().options();
    }

    /** Of all writes that have come to their end. */
    List<Settlement> settlements(Outcomes outcomes) {
        List<Settlement> all = new ArrayList<>(refused);
        IntStream.range(0, writes.size()).forEach(i -> batch.result(i).ifPresent(result -> {
            WriteInProgress write = writes.get(i).after(batch.call(i), batch.apiCalls(i));
            all.add(outcomes.settlement(write, result));
        }));
        return all;
    }
}
