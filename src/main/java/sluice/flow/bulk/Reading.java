package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.Settlement;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.JobOperation;
import sluice.salesforce.bulk.JobResults;
import sluice.salesforce.bulk.Manifest;
import sluice.salesforce.bulk.RowResult;
import sluice.salesforce.bulk.RowResults;

/**
 * Reads the three result files of a job that is over, and gives each delivery the outcome of its row, step by step as they
 * are read. What was settled before a crash has its outcome; the rest gets the same one when the files are read anew.
 */
final class Reading implements JobPhase {
    private static final int STEP = 500;
    private static final int SEVERAL = 300;
    private static final int NOT_FOUND = 404;
    private static final String DUPLICATE = "DUPLICATE_VALUE";

    private enum ResultKind {
        SUCCESSFUL("successfulResults"),
        FAILED("failedResults"),
        UNPROCESSED("unprocessedrecords");

        private final String path;

        ResultKind(String path) {
            this.path = path;
        }
    }

    private final JobVisit visit;
    private final IngestJob job;
    private final JobResults results;
    private final Deque<ResultKind> kinds = new ArrayDeque<>(List.of(ResultKind.values()));
    private Optional<RowResults> open = Optional.empty();
    private ResultKind downloading;
    private Optional<String> putOff = Optional.empty();
    private boolean isLost;
    private long told; // rows that Salesforce has processed, by its files

    Reading(JobVisit visit, IngestJob job, Manifest manifest) {
        this.visit = visit;
        this.job = job;
        this.results = new JobResults(manifest, visit.lane().keyField());
        if (job.isInvalidBatch()) {
            visit.parts().alarms().invalid(visit, job);
            visit.journal().hold(job.errorMessage());
        } else if (job.isBeyondAllowance()) {
            visit.parts().allowance().rest(visit.parts().settings().allowancePause());
        }
    }

    @Override
    public Optional<JobCall> next() throws IOException {
        List<Settlement> settlements = settlements();
        if (!settlements.isEmpty()) {
            downloading = null;
            return Optional.of(new JobCall.Settle(settlements));
        }
        if (kinds.isEmpty() || putOff.isPresent() || isLost) {
            return Optional.empty();
        }
        downloading = kinds.poll();
        return Optional.of(new JobCall.Download(visit.claim().jobId().orElseThrow(), downloading.path, file()));
    }

    @Override
    public void answered(JsonNode reply) throws IOException {
        if (downloading != null) {
            InputStream csv = Files.newInputStream(file());
            open = Optional.of(
                    switch (downloading) {
                        case SUCCESSFUL -> results.successful(csv);
                        case FAILED -> results.failed(csv);
                        case UNPROCESSED -> results.unprocessed(csv);
                    });
        }
    }

    /** Of the next rows of the file that is open, as far as they were not settled before a crash; none at its end. */
    private List<Settlement> settlements() throws IOException {
        List<Settlement> settlements = List.of();
        while (open.isPresent() && settlements.isEmpty()) {
            List<RowResult> rows = open.get().next(STEP);
            told += rows.stream()
                    .filter(row -> !(row instanceof RowResult.Unprocessed))
                    .count();
            settlements = settlements(rows);
            if (rows.isEmpty()) {
                close();
            }
        }
        return settlements;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }

    private List<Settlement> settlements(List<RowResult> rows) {
        Map<Long, RowResult> byDelivery = new LinkedHashMap<>();
        rows.forEach(row -> row.deliveries().forEach(id -> byDelivery.put(id, row)));
        List<Settlement> settlements = new ArrayList<>();
        List<Long> singly = new ArrayList<>();
        List<Delivery> unsettled = visit.journal().deliveries(byDelivery.keySet());
        for (Delivery delivery : unsettled) { // the others were settled before a crash
            RowResult row = byDelivery.get(delivery.id());
            if (goesSingly(row)) {
                singly.add(delivery.id());
            } else {
                settlements.add(settlement(delivery, row));
            }
        }
        if (!singly.isEmpty()) {
            visit.journal().releaseSingly(singly);
        }
        return settlements;
    }

    /** Whether record calls have to find out what is wrong with it. */
    private boolean goesSingly(RowResult row) {
        return row instanceof RowResult.Failed failed
                && failed.failure().kind() == Failure.Kind.FINAL
                && !visit.journal().isAwaited()
                && (isGoneOrRefersToWhatIs(failed.failure())
                        || isOfSeveral(row, failed.failure())
                        || isKeyOfAnotherRow(failed.failure()));
    }

    /** Salesforce takes two texts for one key that are two to us, and refuses both rows of a chunk. */
    private boolean isKeyOfAnotherRow(Failure failure) {
        return failure.errorCode().equals(DUPLICATE)
                && visit.lane().keyField().stream()
                        .anyMatch(key -> failure.fields().stream().anyMatch(key::equalsIgnoreCase));
    }

    /** The result of an update does not tell a record that is gone from a bad reference among its values. */
    private boolean isGoneOrRefersToWhatIs(Failure failure) {
        return visit.lane().operation() == JobOperation.UPDATE && failure.httpStatus() == NOT_FOUND;
    }

    /** Of several deliveries that are refused as one row for its values, one alone may be to blame. */
    private boolean isOfSeveral(RowResult row, Failure failure) {
        return row.deliveries().size() > 1
                && visit.lane().operation() != JobOperation.DELETE
                && failure.httpStatus() != SEVERAL
                && failure.httpStatus() != NOT_FOUND;
    }

    private Settlement settlement(Delivery delivery, RowResult row) {
        if (row instanceof RowResult.Written written) {
            return visit.parts().outcomes().written(visit, delivery, written);
        }
        Failure failure = row instanceof RowResult.Failed failed ? failed.failure() : unprocessed();
        return visit.parts().outcomes().failed(visit, delivery, failure, row.sharedBy());
    }

    private Failure unprocessed() {
        if (job.isInvalidBatch()) {
            List<String> fields = job.unknownField().stream().toList();
            return new Failure(400, "INVALID_BATCH", job.errorMessage(), fields, Failure.Kind.FINAL);
        }
        boolean isSpent = job.isBeyondAllowance();
        return new Failure(
                0,
                isSpent ? "EXCEEDED_QUOTA" : "UNPROCESSED",
                "the ingest job ended before this row: " + job.errorMessage(),
                List.of(),
                isSpent ? Failure.Kind.ORG : Failure.Kind.PASSING);
    }

    @Override
    public void failed(Failure failure) {
        boolean isTooLate = visit.age().compareTo(visit.parts().settings().jobTimeout()) > 0;
        if (failure.kind() == Failure.Kind.FINAL && (failure.httpStatus() == NOT_FOUND || isTooLate)) {
            isLost = true; // results are kept for 7 days
        } else {
            putOff = Optional.of("%d %s".formatted(failure.httpStatus(), failure.errorCode()));
        }
    }

    @Override
    public Optional<JobPhase> then() {
        if (putOff.isPresent()) {
            visit.comeBackUntold(putOff.get());
            return Optional.empty();
        }
        GroupState over =
                job.state().equals(Optional.of(IngestJob.State.JOB_COMPLETE)) ? GroupState.DONE : GroupState.FAILED;
        return Optional.of(SettlingRest.andFinishing(visit, rest(), over, job.errorMessage()));
    }

    /** Of the rows that no file tells of. */
    private Function<Delivery, Settlement> rest() {
        if (isUnprocessed()) {
            Failure why = unprocessed();
            return delivery -> visit.parts().outcomes().unsent(visit, delivery, why);
        }
        if (isLost || results.missing() > 0) {
            visit.parts().alarms().lost(visit, "results of %d rows".formatted(results.missing()));
        }
        Failure why =
                new Failure(0, "NO_RESULT", "the ingest job told nothing of this row", List.of(), Failure.Kind.PASSING);
        return delivery -> visit.parts().outcomes().uncertain(visit, delivery, why);
    }

    /**
     * Whether nothing became of the rows without a result: Salesforce refused the file, or stopped at a limit, and there is
     * a result for each row that it counts. The files leave out columns that it does not know, and rows beyond the limit.
     */
    private boolean isUnprocessed() {
        return !isLost && (job.isInvalidBatch() || job.isBeyondAllowance()) && told == job.processed();
    }

    private Path file() {
        return visit.parts().files().file(visit.claim(), "results");
    }
}
