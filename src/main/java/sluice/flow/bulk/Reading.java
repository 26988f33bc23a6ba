package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.Settlement;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.JobResults;
import sluice.salesforce.bulk.Manifest;
import sluice.salesforce.bulk.RowResult;

/** Reads the three result files of a job that is over, and gives each delivery the outcome of its row. */
final class Reading implements JobPhase {
    private static final int STEP = 500;

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
    private final Deque<List<RowResult>> read = new ArrayDeque<>();
    private ResultKind downloading;
    private boolean isPutOff;
    private boolean isLost;

    Reading(JobVisit visit, IngestJob job, Manifest manifest) {
        this.visit = visit;
        this.job = job;
        this.results = new JobResults(manifest, visit.lane().keyField());
        if (job.isInvalidBatch()) {
            visit.parts().alarms().invalid(visit, job);
            visit.journal().hold(job.errorMessage());
        }
    }

    @Override
    public Optional<JobCall> next() {
        if (!read.isEmpty()) {
            downloading = null;
            return Optional.of(new JobCall.Settle(settlements(read.poll())));
        }
        if (kinds.isEmpty() || isPutOff || isLost) {
            return Optional.empty();
        }
        downloading = kinds.poll();
        return Optional.of(new JobCall.Download(job.id(), downloading.path, file()));
    }

    @Override
    public void answered(JsonNode reply) throws IOException {
        if (downloading != null) {
            try (InputStream csv = new BufferedInputStream(Files.newInputStream(file()), 1 << 16)) {
                read(csv);
            }
        }
    }

    private void read(InputStream csv) throws IOException {
        List<RowResult> step = new ArrayList<>();
        switch (downloading) {
            case SUCCESSFUL -> results.successful(csv, step::add);
            case FAILED -> results.failed(csv, step::add);
            case UNPROCESSED -> results.unprocessed(csv, step::add);
        }
        for (int first = 0; first < step.size(); first += STEP) {
            read.add(List.copyOf(step.subList(first, Math.min(first + STEP, step.size()))));
        }
    }

    private List<Settlement> settlements(List<RowResult> rows) {
        Map<Long, RowResult> byDelivery = new LinkedHashMap<>();
        rows.forEach(row -> row.deliveries().forEach(id -> byDelivery.put(id, row)));
        Map<Long, Delivery> open = new HashMap<>();
        visit.journal().deliveries(byDelivery.keySet()).forEach(delivery -> open.put(delivery.id(), delivery));
        List<Settlement> settlements = new ArrayList<>();
        byDelivery.forEach((id, row) -> {
            if (open.containsKey(id)) { // else settled before a crash
                settlements.add(settlement(open.get(id), row));
            }
        });
        return settlements;
    }

    private Settlement settlement(Delivery delivery, RowResult row) {
        if (row instanceof RowResult.Written written) {
            return visit.parts().outcomes().written(visit, delivery, written);
        }
        Failure failure = row instanceof RowResult.Failed failed ? failed.failure() : unprocessed();
        return visit.parts().outcomes().failed(visit, delivery, failure);
    }

    private Failure unprocessed() {
        return job.isInvalidBatch()
                ? new Failure(
                        400,
                        "INVALID_BATCH",
                        job.errorMessage(),
                        job.unknownField().stream().toList(),
                        Failure.Kind.FINAL)
                : new Failure(
                        0,
                        "UNPROCESSED",
                        "the ingest job ended before this row: " + job.errorMessage(),
                        List.of(),
                        Failure.Kind.PASSING);
    }

    @Override
    public void failed(Failure failure) {
        if (failure.httpStatus() == 404 && failure.kind() == Failure.Kind.FINAL) {
            isLost = true; // results are kept for 7 days
        } else {
            isPutOff = true;
        }
    }

    @Override
    public Optional<JobPhase> then() {
        if (isPutOff) {
            visit.comeBackIn(visit.parts().settings().pollFirstDelay());
            return Optional.empty();
        }
        GroupState over =
                job.state().equals(Optional.of(IngestJob.State.JOB_COMPLETE)) ? GroupState.DONE : GroupState.FAILED;
        if (isLost || results.missing() > 0) {
            visit.parts().alarms().lost(visit, "results of %d rows".formatted(results.missing()));
        }
        Failure why =
                new Failure(0, "NO_RESULT", "the ingest job told nothing of this row", List.of(), Failure.Kind.PASSING);
        return Optional.of(new SettlingRest(
                visit, delivery -> visit.parts().outcomes().uncertain(visit, delivery, why), over, job.errorMessage()));
    }

    private Path file() {
        return visit.parts().files().file(visit.claim().group(), "results");
    }
}
