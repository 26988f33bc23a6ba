package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.Settlement;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.LookupBatch;

/**
 * Makes the CSV of a job: evaluates the mapping for each delivery, looks records up where that is needed, and gives those
 * their outcomes that have no row. Nothing has happened at Salesforce yet.
 */
final class Preparing implements JobPhase {
    private final JobVisit visit;
    private final RowEvaluation evaluation;
    private final RowReader reader;
    private final boolean isById;
    private final List<Settlement> settlements = new ArrayList<>();
    private final LeftOut leftOut;
    private final JobRows rows;
    private List<EvaluatedRow> page = List.of();
    private LookupBatch lookups;
    private boolean isBegun;
    private Optional<Failure> putOff = Optional.empty();
    private boolean isRead;
    private boolean isAsked;
    private boolean isHeld;

    Preparing(JobVisit visit) {
        this.visit = visit;
        this.evaluation = new RowEvaluation(visit);
        this.reader = new RowReader(visit);
        this.leftOut = new LeftOut(visit);
        this.rows = new JobRows(visit);
        this.isById = visit.lane().keyField().filter("Id"::equalsIgnoreCase).isPresent();
    }

    @Override
    public Optional<JobCall> next() throws IOException {
        if (!isBegun && visit.waitsForAllowance()) {
            return Optional.empty();
        }
        isBegun = true;
        while (putOff.isEmpty() && !isHeld()) {
            Optional<JobCall> call = open();
            if (call.isPresent()) {
                return call;
            }
            if (isRead) {
                return Optional.empty();
            }
            readPage();
        }
        return Optional.empty();
    }

    /** It may have been claimed, or have been at Salesforce, before its mapping was held. Asked once. */
    private boolean isHeld() {
        if (!isAsked) {
            isAsked = true;
            isHeld = visit.journal().isHeld();
        }
        return isHeld;
    }

    private Optional<JobCall> open() throws IOException {
        if (lookups != null) {
            Optional<BatchCall> lookup = lookups.next();
            if (lookup.isPresent()) {
                return Optional.of(new JobCall.Lookup(lookup.get()));
            }
            takePage();
        }
        if (!settlements.isEmpty()) {
            JobCall.Settle settle = new JobCall.Settle(settlements);
            settlements.clear();
            return Optional.of(settle);
        }
        return Optional.empty();
    }

    private void readPage() throws IOException {
        List<List<Delivery>> read = reader.next();
        isRead = read.isEmpty();
        List<EvaluatedRow> evaluated = new ArrayList<>();
        for (List<Delivery> deliveries : read) {
            evaluation.of(deliveries, settlements, leftOut).ifPresent(evaluated::add);
        }
        page = evaluated;
        lookups = LookupBatch.of(page.stream()
                .filter(row -> row.row().needsLookup())
                .map(row -> row.row().write())
                .toList());
        settlements.addAll(leftOut.letGo());
    }

    /** In their order of arrival, whether they were looked up or not. */
    private void takePage() throws IOException {
        int lookedUp = 0;
        for (EvaluatedRow row : page) {
            if (row.row().needsLookup()) {
                takeLookedUp(row, lookedUp++);
            } else if (isById) {
                put(row, rows.add(row, row.row().key().orElseThrow().value()));
            } else {
                put(row, rows.add(row));
            }
        }
        lookups = null;
        page = List.of();
        settlements.addAll(leftOut.letGo());
    }

    private void takeLookedUp(EvaluatedRow row, int position) throws IOException {
        Optional<Failure> failure = lookups.failure(position);
        if (failure.isPresent()) {
            settle(row, failure.get());
        } else {
            take(row, lookups.decided(position).orElseThrow());
        }
    }

    private void take(EvaluatedRow row, Call call) throws IOException {
        if (call instanceof Call.Skip skip) {
            row.deliveries()
                    .forEach(
                            delivery -> settlements.add(visit.parts().outcomes().skipped(visit, delivery, skip)));
        } else if (call instanceof Call.Refuse refusal) {
            settle(row, Failure.of(refusal));
        } else if (call instanceof Call.Update update) {
            takeIdentified(row, update.recordId());
        } else if (call instanceof Call.Delete delete) {
            takeIdentified(row, delete.recordId());
        } else {
            put(row, rows.add(row));
        }
    }

    private void settle(EvaluatedRow row, Failure failure) {
        row.deliveries()
                .forEach(delivery -> settlements.add(visit.parts().outcomes().failed(visit, delivery, failure)));
    }

    private void takeIdentified(EvaluatedRow row, String recordId) throws IOException {
        put(row, rows.add(row.with(row.row().identifiedBy(recordId)), recordId));
    }

    private void put(EvaluatedRow row, JobRows.Place place) {
        switch (place) {
            case HERE -> {}
            case LATER -> leftOut.later(row.ids());
            case NOWHERE ->
                settle(row, RowEvaluation.tooLong(visit.parts().settings().maxBytes()));
        }
    }

    @Override
    public void answered(JsonNode reply) {
        if (lookups != null) {
            lookups.answered(200, reply);
        }
    }

    @Override
    public void failed(Failure failure) {
        if (failure.kind() == Failure.Kind.ORG || failure.kind() == Failure.Kind.LOGIN) {
            putOff = Optional.of(failure);
        } else if (lookups != null) {
            lookups.failed(failure);
        }
    }

    @Override
    public Optional<JobPhase> then() throws IOException {
        if (putOff.isPresent()) {
            return putOff(putOff.get());
        }
        if (isHeld) {
            visit.comeBackIn(visit.parts().settings().pollFirstDelay());
            return Optional.empty();
        }
        if (rows.isEmpty()) {
            visit.finish(GroupState.DONE, "");
            return Optional.empty();
        }
        return Optional.of(rows.written());
    }

    private Optional<JobPhase> putOff(Failure failure) {
        if (visit.journal().isAwaited()) {
            return Optional.of(visit.settlingRest(failure));
        }
        visit.comeBackIn(visit.parts().settings().pollFirstDelay());
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
