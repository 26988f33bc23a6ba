package sluice.flow.write;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import sluice.action.Mapping;
import sluice.action.RefusedException;
import sluice.flow.connection.OrgGate;
import sluice.flow.ledger.Unsettled;
import sluice.ledger.Delivery;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerException;
import sluice.ledger.Line;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.salesforce.Plan;
import sluice.salesforce.WriteMerge;
import sluice.salesforce.WriteResult;

/**
 * Plans the writes of a claim. Where the mapping merges what waits of one record, it claims that too. Thread-safe.
 */
@Singleton
final class ClaimPlanner {
    private static final Logger LOG = Logger.getLogger(ClaimPlanner.class);
    private static final Line NOBODY = new Line(List.of(), false);

    /** Evaluated, merged and settled in one commit in well under a second; their events take up to 8 MiB. */
    private static final int MAX_FOLLOWERS = 2_000;

    private final WritePlanner planner;
    private final Ledger ledger;
    private final OrgGate gate;
    private final Outcomes outcomes;
    private final Clock clock;

    ClaimPlanner(WritePlanner planner, Ledger ledger, OrgGate gate, Outcomes outcomes, Clock clock) {
        this.planner = planner;
        this.ledger = ledger;
        this.gate = gate;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** A delivery whose turn it is, with the mapping that it was planned by. */
    private record Head(WriteInProgress write, Mapping mapping) {
        Delivery delivery() {
            return write.delivery();
        }

        boolean merges() {
            Plan plan = write.plan().orElseThrow();
            return mapping.mergesSameRecord() && plan.isRepeatable() && WriteMerge.isMergeable(plan.write());
        }
    }

    /**
     * Evaluates the mapping for each; those that it refuses have their outcome already. Sets the header {@code action}.
     *
     * @param alone gets those that are written one by one, since it is doubtful what was done already
     */
    BatchInProgress plan(Exchange exchange, List<Delivery> claim, List<Delivery> alone) {
        List<Settlement> settled = new ArrayList<>();
        List<Head> heads = new ArrayList<>();
        claim.forEach(delivery -> plan(exchange, delivery, heads, alone, settled));
        Map<Long, Line> behind =
                behind(heads.stream().filter(Head::merges).map(Head::delivery).toList());
        behind.values().forEach(line -> Unsettled.add(exchange, line.deliveries()));
        List<RecordLine> lines = new ArrayList<>();
        for (Head head : heads) {
            Line line = behind.getOrDefault(head.delivery().id(), NOBODY);
            line(head, line, settled).ifPresent(lines::add);
        }
        return new BatchInProgress(settled, lines);
    }

    private Map<Long, Line> behind(List<Delivery> merging) {
        try {
            return ledger.claimFollowers(merging, MAX_FOLLOWERS);
        } catch (LedgerException unavailable) {
            LOG.debug("The ledger, which says why by itself, cannot be used; nothing is merged for once", unavailable);
            return merging.stream()
                    .filter(head -> head.claim() > 1)
                    .collect(Collectors.toMap(Delivery::id, head -> new Line(List.of(), true)));
        }
    }

    private void plan(
            Exchange exchange, Delivery delivery, List<Head> heads, List<Delivery> alone, List<Settlement> settled) {
        WriteInProgress write = WriteInProgress.of(delivery);
        try {
            gate.check(exchange);
            Mapping mapping = planner.mapping(delivery);
            exchange.getMessage().setHeader("action", mapping.action().name());
            Plan plan = planner.plan(delivery, mapping);
            write = write.planned(plan);
            if (planner.isToBeVerified(delivery, plan, mapping)) {
                alone.add(delivery);
            } else {
                heads.add(new Head(write, mapping));
            }
        } catch (RefusedException | RuntimeException failed) {
            settled.add(failed(write, failed));
        }
    }

    /**
     * What is refused for good goes out of the line. Those of a line may have been written together before, and the answer
     * lost: the first ones without the others would bring back what those have overwritten, so all wait for one that has to.
     */
    private Optional<RecordLine> line(Head head, Line behind, List<Settlement> settled) {
        List<WriteInProgress> writes = new ArrayList<>(List.of(head.write()));
        List<WriteInProgress> doubtful = new ArrayList<>();
        Optional<Instant> waits = behind.isCut() ? Optional.of(clock.instant()) : Optional.empty();
        for (Delivery delivery : behind.deliveries()) {
            WriteInProgress write = WriteInProgress.of(delivery);
            try {
                Plan plan = planner.plan(delivery, head.mapping());
                write = write.planned(plan);
                boolean waitsForVerification =
                        !doubtful.isEmpty() || planner.isToBeVerified(delivery, plan, head.mapping());
                (waitsForVerification ? doubtful : writes).add(write);
            } catch (RefusedException | RuntimeException failed) {
                Settlement settlement = failed(write, failed);
                settled.add(settlement);
                if (settlement.outcome() instanceof Outcome.Retry retry) {
                    waits = Optional.of(retry.dueAt());
                }
            }
        }
        doubtful.forEach(write -> settled.add(outcomes.waitsBehind(write, clock.instant())));
        waits.ifPresent(dueAt -> writes.forEach(write -> settled.add(outcomes.waitsBehind(write, dueAt))));
        return waits.isPresent() ? Optional.empty() : Optional.of(new RecordLine(writes, planner::plan));
    }

    private Settlement failed(WriteInProgress write, Exception failed) {
        return outcomes.settlement(write, new WriteResult.Failed(Failures.of(failed)));
    }
}
