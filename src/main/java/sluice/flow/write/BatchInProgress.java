package sluice.flow.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.ledger.Settlement;
import sluice.salesforce.Batch;
import sluice.salesforce.WriteOptions;
import sluice.salesforce.WriteResult;

/**
 * How far the writes of a claim have come; travels as a property of the exchange. A turn writes what is next of each
 * record; there is one as a rule. Not thread-safe.
 */
final class BatchInProgress {
    private static final String PROPERTY = "sluice.batch";

    /**
     * Enough to find one bad delivery among thousands by halving. What is left after so many waits for another claim, since
     * the first of this one wait for their settlement.
     */
    private static final int MAX_TURNS = 32;

    private final List<Settlement> settled;
    private final Optional<Instant> leaseUntil;
    private final WriteOptions options;
    private List<RecordLine> turn;
    private Batch batch;
    private int turns;

    /**
     * @param refused the settlements of those that are not written at all
     * @param lines what is written, record by record
     */
    BatchInProgress(List<Settlement> refused, List<RecordLine> lines) {
        settled = new ArrayList<>(refused);
        leaseUntil = lines.stream().map(RecordLine::leaseUntil).min(Instant::compareTo);
        options = lines.isEmpty()
                ? WriteOptions.NONE
                : lines.get(0).next().write().options();
        begin(lines);
    }

    static BatchInProgress on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, BatchInProgress.class);
    }

    void keepOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** When the first of the leases lapses; empty where there is nothing to write. */
    Optional<Instant> leaseUntil() {
        return leaseUntil;
    }

    /** Of the mapping, which is the same for all. */
    WriteOptions options() {
        return options;
    }

    /** The writes of this turn. */
    Batch batch() {
        return batch;
    }

    /** Begins the turn after this one, whose batch is over; false when nothing is left to be written. */
    boolean nextTurn(Outcomes outcomes, Instant now) {
        end(outcomes);
        turns++;
        if (turns >= MAX_TURNS) {
            turn.forEach(line -> settled.addAll(line.waitBehind(now, outcomes)));
            begin(List.of());
        }
        return !turn.isEmpty();
    }

    /** Of all deliveries that have come to their end. */
    List<Settlement> settlements(Outcomes outcomes) {
        end(outcomes);
        return List.copyOf(settled);
    }

    private void end(Outcomes outcomes) {
        List<RecordLine> open = new ArrayList<>();
        for (int i = 0; i < turn.size(); i++) {
            RecordLine line = turn.get(i);
            Optional<WriteResult> result = batch.result(i);
            if (result.isPresent()) {
                settled.addAll(line.written(batch.call(i), batch.apiCalls(i), result.get(), outcomes));
            }
            if (result.isPresent() && line.isOpen()) {
                open.add(line);
            }
        }
        begin(open);
    }

    private void begin(List<RecordLine> lines) {
        turn = List.copyOf(lines);
        batch = Batch.of(turn.stream().map(RecordLine::next).toList());
    }
}
