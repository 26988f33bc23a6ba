package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sluice.flow.ledger.BulkSettings;
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
            comeBack();
            return;
        }
        switch (job.state().get()) {
            case OPEN -> abort();
            case UPLOAD_COMPLETE, IN_PROGRESS -> waitFor();
            case ABORTED -> aborted(job);
            case JOB_COMPLETE, FAILED -> end(job);
        }
    }

    private void abort() {
        isAborting = true;
        call = new JobCall.Change(jobId, IngestJob.change(IngestJob.State.ABORTED));
    }

    private void waitFor() {
        if (!isAbortedByUs && age().compareTo(visit.parts().settings().jobTimeout()) > 0) {
            isTimedOut = true;
            abort();
        } else {
            comeBack();
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

    private void aborted(IngestJob job) {
        if (job.processed() > 0) {
            end(job);
        } else if (isAbortedByUs || visit.claim().state() != GroupState.CLOSED) {
            visit.step(new JobStep.Again());
            then = Optional.of(new Preparing(visit));
        } else {
            then = Optional.of(visit.settlingRest(passing("JOB_ABORTED", "the ingest job was aborted")));
        }
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
            lost("Salesforce does not know it");
        } else if (wasAborting && failure.kind() == Failure.Kind.FINAL && !isAbortedByUs) {
            abortIsAnswered(); // it went on meanwhile: what has become of it?
        } else {
            comeBack();
        }
    }

    /** Nobody will ever know what became of its rows. */
    private void lost(String what) {
        visit.parts().alarms().lost(visit, what);
        Failure why = passing("JOB_LOST", "the ingest job is lost: " + what);
        then = Optional.of(new SettlingRest(
                visit,
                delivery -> visit.parts().outcomes().uncertain(visit, delivery, why),
                GroupState.FAILED,
                why.message()));
    }

    private static Failure passing(String code, String message) {
        return new Failure(0, code, message, List.of(), Failure.Kind.PASSING);
    }

    /** As long as it took so far, so that the delay doubles each time. */
    private void comeBack() {
        BulkSettings settings = visit.parts().settings();
        Duration delay = age();
        delay = delay.compareTo(settings.pollFirstDelay()) < 0 ? settings.pollFirstDelay() : delay;
        visit.comeBackIn(delay.compareTo(settings.pollMaxDelay()) > 0 ? settings.pollMaxDelay() : delay);
    }

    private Duration age() {
        return Duration.between(visit.claim().changedAt(), visit.parts().clock().instant());
    }

    @Override
    public Optional<JobPhase> then() {
        return then;
    }
}
