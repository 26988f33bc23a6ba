package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import sluice.ledger.GroupState;
import sluice.ledger.JobStep;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.Manifest;

/**
 * Asks how far a job is. One that Salesforce has certainly not begun is aborted and done again; any other is followed to
 * its end.
 */
final class Following implements JobPhase {
    private static final int NOT_FOUND = 404;

    private final JobVisit visit;
    private final String jobId;
    private JobCall call;
    private boolean isTimedOut;
    private boolean isAborting;
    private boolean isAbortedByUs;
    private boolean isBegun;
    private Optional<JobPhase> then = Optional.empty();

    Following(JobVisit visit) {
        this.visit = visit;
        this.jobId = visit.claim().jobId().orElseThrow();
        this.call = new JobCall.Get(jobId);
    }

    @Override
    public Optional<JobCall> next() {
        return Optional.ofNullable(call);
    }

    @Override
    public void answered(JsonNode reply) {
        if (isAborting) {
            abortIsAnswered(); // it may have begun before it was aborted
        } else {
            call = null;
            decide(IngestJob.of(reply));
        }
    }

    private void decide(IngestJob job) {
        if (job.state().isEmpty()) {
            visit.comeBackUntold("it is in a state that we do not know");
            return;
        }
        isBegun |= job.processed() > 0 || job.retries() > 0 || job.state().get() == IngestJob.State.IN_PROGRESS;
        switch (job.state().get()) {
            case OPEN -> opened();
            case UPLOAD_COMPLETE, IN_PROGRESS -> waitFor();
            case ABORTED -> aborted(job);
            case JOB_COMPLETE, FAILED -> end(job);
        }
    }

    private void opened() {
        if (isAbortedByUs) {
            visit.comeBackUntold("it stays open though it was aborted");
        } else {
            abort();
        }
    }

    private void abort() {
        isAborting = true;
        call = new JobCall.Change(jobId, IngestJob.change(IngestJob.State.ABORTED));
    }

    private void waitFor() {
        if (!isAbortedByUs && visit.age().compareTo(visit.parts().settings().jobTimeout()) > 0) {
            isTimedOut = true;
            abort();
        } else {
            visit.comeBackLater();
        }
    }

    /** Whatever the answer was: a job that goes on all the same is told of when as much time is over again. */
    private void abortIsAnswered() {
        isAborting = false;
        isAbortedByUs = true;
        if (isTimedOut) {
            visit.parts().alarms().timedOut(visit);
            visit.step(new JobStep.Closed());
        }
        call = new JobCall.Get(jobId);
    }

    /**
     * One that was never closed, or was still open when we aborted it, has done nothing. Of any other, whoever aborted it,
     * its results tell: it may have begun at that moment, and the count of its rows is behind what was written.
     */
    private void aborted(IngestJob job) {
        boolean wasOpen = isAbortedByUs ? !isTimedOut : !isClosed();
        if (wasOpen && !isBegun) {
            then = Optional.of(visit.again());
        } else {
            end(job);
        }
    }

    /** Whether Salesforce was told to begin, or was about to be. */
    private boolean isClosed() {
        GroupState state = visit.claim().state();
        return state == GroupState.CLOSED || state == GroupState.ENDED;
    }

    private void end(IngestJob job) {
        Optional<Manifest> manifest = visit.manifest();
        if (manifest.isEmpty()) {
            lost("somebody else has closed it");
            return;
        }
        if (visit.claim().state() != GroupState.ENDED) {
            visit.step(new JobStep.Ended());
        }
        then = Optional.of(new Reading(visit, job, manifest.get()));
    }

    @Override
    public void failed(Failure failure) {
        boolean wasAborting = isAborting;
        isAborting = false;
        call = null;
        if (failure.httpStatus() == NOT_FOUND && failure.kind() == Failure.Kind.FINAL) {
            notFound();
        } else if (wasAborting && failure.kind() == Failure.Kind.FINAL && !isAbortedByUs) {
            isBegun = true; // it went on meanwhile: what has become of it?
            abortIsAnswered();
        } else {
            visit.comeBackUntold("%d %s".formatted(failure.httpStatus(), failure.errorCode()));
        }
    }

    private void notFound() {
        if (isClosed()) {
            lost("Salesforce does not know it");
        } else {
            then = Optional.of(visit.again());
        }
    }

    /** Nobody will ever know what became of its rows. */
    private void lost(String what) {
        visit.parts().alarms().lost(visit, what);
        Failure why = new Failure(0, "JOB_LOST", "the ingest job is lost: " + what, List.of(), Failure.Kind.PASSING);
        then = Optional.of(SettlingRest.andFinishing(
                visit,
                delivery -> visit.parts().outcomes().uncertain(visit, delivery, why),
                GroupState.FAILED,
                why.message()));
    }

    @Override
    public Optional<JobPhase> then() {
        return then;
    }
}
