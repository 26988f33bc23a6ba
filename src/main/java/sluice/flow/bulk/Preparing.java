package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sluice.flow.ledger.BulkSettings;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.Settlement;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.FieldNames;
import sluice.salesforce.LookupBatch;
import sluice.salesforce.bulk.CsvFile;
import sluice.salesforce.bulk.CsvTerms;
import sluice.salesforce.bulk.Manifest;

/**
 * Makes the CSV of a job: evaluates the mapping for each delivery, looks records up where that is needed, and gives those
 * their outcomes that have no row. Nothing has happened at Salesforce yet.
 */
final class Preparing implements JobPhase {
    private static final Failure LATER = new Failure(
            0, "IN_A_LATER_JOB", "the ingest job had no room for this row", List.of(), Failure.Kind.PASSING);

    private final JobVisit visit;
    private final RowEvaluation evaluation;
    private final RowReader reader;
    private final boolean isById;
    private final List<Settlement> settlements = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();
    private final List<Long> alone = new ArrayList<>();
    private final Set<String> recordIds = new HashSet<>();
    private Optional<CsvFile> csv = Optional.empty();
    private List<EvaluatedRow> page = List.of();
    private LookupBatch lookups;
    private boolean isBegun;
    private boolean isFull;
    private Optional<Failure> putOff = Optional.empty();
    private boolean isRead;
    private boolean isAsked;
    private boolean isHeld;

    Preparing(JobVisit visit) {
        this.visit = visit;
        this.evaluation = new RowEvaluation(visit);
        this.reader = new RowReader(visit);
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
        List<List<Delivery>> rows = reader.next();
        isRead = rows.isEmpty();
        List<EvaluatedRow> evaluated = new ArrayList<>();
        for (List<Delivery> deliveries : rows) {
            evaluation.of(deliveries, settlements, released, alone).ifPresent(evaluated::add);
        }
        page = evaluated;
        lookups = LookupBatch.of(page.stream()
                .filter(row -> row.row().needsLookup())
                .map(row -> row.row().write())
                .toList());
        release();
    }

    /** In their order of arrival, whether they were looked up or not. */
    private void takePage() throws IOException {
        int lookedUp = 0;
        for (EvaluatedRow row : page) {
            if (row.row().needsLookup()) {
                takeLookedUp(row, lookedUp++);
            } else if (isById) {
                addOnce(row, row.row().key().orElseThrow().value());
            } else {
                add(row);
            }
        }
        lookups = null;
        page = List.of();
        release();
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
            addOnce(row.with(row.row().identifiedBy(update.recordId())), update.recordId());
        } else if (call instanceof Call.Delete delete) {
            addOnce(row.with(row.row().identifiedBy(delete.recordId())), delete.recordId());
        } else {
            add(row);
        }
    }

    private void settle(EvaluatedRow row, Failure failure) {
        row.deliveries()
                .forEach(delivery -> settlements.add(visit.parts().outcomes().failed(visit, delivery, failure)));
    }

    /** Rows of different values, or of an id and a value, may be about one record: the later one goes in a later job. */
    private void addOnce(EvaluatedRow row, String recordId) throws IOException {
        if (recordIds.add(ShortId.of(recordId))) {
            add(row);
        } else {
            released.addAll(row.ids());
        }
    }

    private void add(EvaluatedRow row) throws IOException {
        if (csv.isEmpty()) {
            csv = Optional.of(new CsvFile(file("rows"), terms()));
        }
        boolean fits = !isFull
                && csv.get()
                        .add(
                                row.row(),
                                row.ids().stream().mapToLong(Long::longValue).toArray());
        if (!fits && csv.get().rows() == 0) {
            settle(row, RowEvaluation.tooLong(visit.parts().settings().maxBytes()));
        } else if (!fits) {
            isFull = true;
            released.addAll(row.ids());
        }
    }

    private CsvTerms terms() {
        BulkSettings settings = visit.parts().settings();
        return CsvTerms.of(visit.lane(), settings.absentField() == BulkSettings.AbsentField.NULL, settings.maxBytes());
    }

    /** They go in a later job, or by record calls; who waits for them is told. */
    private void release() {
        if (visit.journal().isAwaited()) {
            released.addAll(alone);
            visit.journal()
                    .deliveries(released)
                    .forEach(
                            delivery -> settlements.add(visit.parts().outcomes().failed(visit, delivery, LATER)));
        } else {
            releaseToOthers();
        }
        released.clear();
        alone.clear();
    }

    private void releaseToOthers() {
        if (!alone.isEmpty()) {
            visit.journal().releaseSingly(alone);
        }
        if (!released.isEmpty()) {
            Duration delay = visit.parts().settings().pollFirstDelay();
            visit.journal().release(released, visit.parts().clock().instant().plus(delay));
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
        if (csv.isEmpty() || csv.get().rows() == 0) {
            visit.finish(GroupState.DONE, "");
            return Optional.empty();
        }
        Path file = file("csv");
        FieldNames fields = visit.parts().descriptions().names(visit.lane().sObject());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            Manifest manifest = csv.get().writeTo(out, fields);
            return Optional.of(new Opening(visit, visit.lane().spelled(fields), file, manifest));
        }
    }

    private Optional<JobPhase> putOff(Failure failure) {
        if (visit.journal().isAwaited()) {
            return Optional.of(visit.settlingRest(failure));
        }
        visit.comeBackIn(visit.parts().settings().pollFirstDelay());
        return Optional.empty();
    }

    private Path file(String kind) {
        return visit.parts().files().file(visit.claim(), kind);
    }

    @Override
    public void close() throws IOException {
        if (csv.isPresent()) {
            csv.get().close();
        }
    }
}
