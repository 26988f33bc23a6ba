package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.ledger.JobStep;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;

/**
 * Looks for a job that was about to be created when its id was not written down. It has no rows and nobody closes it, so
 * that nothing comes of it; the only one that fits is aborted, and the group gets a new job.
 */
final class Searching implements JobPhase {
    /** As long as another process of ours may take to write the id of its own down. */
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final int LOOKS = 5;

    private final JobVisit visit;
    private final JobSearch search;
    private final List<IngestJob> fitting = new ArrayList<>();
    private String page;
    private Optional<String> toAbort = Optional.empty();
    private boolean isOver;
    private boolean isAgain;

    Searching(JobVisit visit) {
        this.visit = visit;
        this.search = visit.parts().search();
        this.page = search.path() + "?jobType=V2Ingest";
    }

    @Override
    public Optional<JobCall> next() {
        if (isOver) {
            return Optional.empty();
        }
        return Optional.of(
                toAbort.isPresent()
                        ? new JobCall.Change(toAbort.get(), IngestJob.change(IngestJob.State.ABORTED))
                        : new JobCall.ListJobs(page));
    }

    @Override
    public void answered(JsonNode reply) {
        if (toAbort.isPresent()) {
            again();
            return;
        }
        reply.path("records").forEach(item -> {
            IngestJob job = IngestJob.of(item);
            if (search.fits(job, visit)) {
                fitting.add(job);
            }
        });
        page = reply.path("nextRecordsUrl").asText("");
        if (page.isEmpty()) {
            decide();
        }
    }

    private void decide() {
        if (fitting.isEmpty()) {
            again();
        } else if (search.isAnotherBegun(visit) && visit.claim().attempts() < LOOKS) {
            isOver = true;
            visit.comeBackIn(A_WHILE);
        } else if (fitting.size() == 1 && search.knowsUser()) {
            toAbort = Optional.of(fitting.get(0).id());
        } else {
            visit.parts().alarms().unknown(visit, fitting.size());
            again();
        }
    }

    private void again() {
        visit.step(new JobStep.Again());
        isOver = true;
        isAgain = true;
    }

    @Override
    public void failed(Failure failure) {
        if (toAbort.isPresent() && failure.kind() == Failure.Kind.FINAL) {
            again(); // somebody else has aborted it
        } else {
            isOver = true;
            visit.comeBackIn(visit.parts().settings().pollFirstDelay());
        }
    }

    @Override
    public Optional<JobPhase> then() {
        return isAgain ? Optional.of(new Preparing(visit)) : Optional.empty();
    }
}
