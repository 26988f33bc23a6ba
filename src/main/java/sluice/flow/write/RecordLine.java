package sluice.flow.write;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.salesforce.Call;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.WriteResult;

/**
 * What is to be written of one record in a claim, in order: mostly one delivery. Of several, a merged write that is
 * refused is halved until the bad ones are found, so that they hurt nobody else; and when one has to wait, all behind it
 * wait. Not thread-safe.
 */
final class RecordLine {
    private final Function<RecordWrite, Plan> planner;
    private final Deque<MergedWrite> writes;

    /** @param deliveries at least one, planned */
    RecordLine(List<WriteInProgress> deliveries, Function<RecordWrite, Plan> planner) {
        this.planner = planner;
        this.writes = new ArrayDeque<>(MergedWrite.of(deliveries, planner));
    }

    boolean isOpen() {
        return !writes.isEmpty();
    }

    /** What is to be written next. */
    Plan next() {
        return writes.element().plan();
    }

    Instant leaseUntil() {
        return writes.element().members().get(0).delivery().leaseUntil();
    }

    /** That was written. The settlements of the deliveries that have come to their end, or wait again. */
    List<Settlement> written(Optional<Call> call, int apiCalls, WriteResult result, Outcomes outcomes) {
        MergedWrite write = writes.remove();
        if (write.isToBeHalved(call, result)) {
            List<MergedWrite> halves = write.halves(apiCalls, planner);
            for (int i = halves.size() - 1; i >= 0; i--) {
                writes.addFirst(halves.get(i));
            }
            return List.of();
        }
        List<Settlement> settlements = new ArrayList<>();
        write.after(call, apiCalls).members().forEach(member -> settlements.add(outcomes.settlement(member, result)));
        settlements.stream()
                .map(Settlement::outcome)
                .filter(Outcome.Retry.class::isInstance)
                .map(retry -> ((Outcome.Retry) retry).dueAt())
                .findFirst()
                .ifPresent(dueAt -> settlements.addAll(waitBehind(dueAt, outcomes)));
        return settlements;
    }

    /** All that is left waits for another claim. */
    List<Settlement> waitBehind(Instant dueAt, Outcomes outcomes) {
        List<Settlement> waiting = writes.stream()
                .flatMap(write -> write.members().stream())
                .map(member -> outcomes.waitsBehind(member, dueAt))
                .toList();
        writes.clear();
        return waiting;
    }
}
