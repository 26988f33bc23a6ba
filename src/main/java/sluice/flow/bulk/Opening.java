package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import sluice.ledger.JobStep;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.Manifest;

/**
 * Creates a job, uploads its rows and closes it. The intention is written down before it is created, its id before the rows
 * are sent, and which delivery is which row before it is closed. What fails on the way is found out by the next visit.
 */
final class Opening implements JobPhase {
    private enum Step {
        CREATE,
        UPLOAD,
        CLOSE,
        ABORT,
        OVER
    }

    private final JobVisit visit;
    private final Path csv;
    private final Manifest manifest;
    private Step step = Step.CREATE;
    private Optional<JobPhase> then = Optional.empty();
    private Failure failure;

    Opening(JobVisit visit, Path csv, Manifest manifest) {
        this.visit = visit;
        this.csv = csv;
        this.manifest = manifest;
    }

    @Override
    public Optional<JobCall> next() {
        return switch (step) {
            case CREATE -> create();
            case UPLOAD -> Optional.of(new JobCall.Upload(jobId(), csv));
            case CLOSE -> close();
            case ABORT -> Optional.of(new JobCall.Change(jobId(), IngestJob.change(IngestJob.State.ABORTED)));
            case OVER -> Optional.empty();
        };
    }

    private Optional<JobCall> create() {
        if (visit.parts().allowance().isSpent() && !visit.journal().isAwaited()) {
            comeBack(visit.parts().allowance().left());
            return Optional.empty();
        }
        visit.step(new JobStep.Intended());
        return Optional.of(new JobCall.Create(
                IngestJob.creation(visit.lane(), visit.mapping().assignmentRuleId())));
    }

    private Optional<JobCall> close() {
        visit.step(new JobStep.Uploaded(manifest.toBytes()));
        visit.step(new JobStep.Closed());
        return Optional.of(new JobCall.Change(jobId(), IngestJob.change(IngestJob.State.UPLOAD_COMPLETE)));
    }

    @Override
    public void answered(JsonNode reply) {
        switch (step) {
            case CREATE -> created(IngestJob.of(reply));
            case UPLOAD -> step = Step.CLOSE;
            case CLOSE -> comeBack(visit.parts().settings().pollFirstDelay());
            case ABORT -> beginAgain();
            case OVER -> {}
        }
    }

    private void created(IngestJob job) {
        if (job.id().isEmpty()) {
            comeBack(visit.parts().settings().pollFirstDelay());
        } else {
            visit.step(new JobStep.Created(job.id()));
            step = Step.UPLOAD;
        }
    }

    @Override
    public void failed(Failure failed) {
        if (step != Step.ABORT) { // else it is told why it was aborted
            failure = failed;
        }
        switch (step) {
            case CREATE -> notCreated(failed);
            case UPLOAD -> step = Step.ABORT;
            case CLOSE -> notClosed();
            default -> notAborted();
        }
    }

    private void notCreated(Failure failed) {
        boolean isSpent = visit.parts()
                .allowance()
                .isSpentBy(failed, visit.parts().settings().allowancePause());
        if (visit.journal().isAwaited()) {
            end(failed);
        } else if (isSpent) {
            visit.step(new JobStep.Again());
            comeBack(visit.parts().allowance().left());
        } else if (failed.kind() == Failure.Kind.FINAL) {
            visit.parts().alarms().refused(visit, failed.message());
            visit.journal().hold(failed.message());
            end(failed);
        } else {
            if (failed.kind() == Failure.Kind.ORG || failed.kind() == Failure.Kind.LOGIN) {
                visit.step(new JobStep.Again());
            }
            comeBack(visit.parts().settings().pollFirstDelay());
        }
    }

    /** It may have been closed all the same, which the next visit finds out; who waits for a refusal is told now. */
    private void notClosed() {
        if (visit.journal().isAwaited() && failure.kind() != Failure.Kind.UNANSWERED) {
            step = Step.ABORT;
        } else {
            comeBack(visit.parts().settings().pollFirstDelay());
        }
    }

    private void notAborted() {
        if (visit.journal().isAwaited()) {
            end(failure);
        } else {
            comeBack(visit.parts().settings().pollFirstDelay());
        }
    }

    /** The job is aborted. An upload that was cut off is simply done again; one that was refused costs an attempt. */
    private void beginAgain() {
        if (visit.journal().isAwaited()) {
            end(failure);
        } else if (failure.kind() == Failure.Kind.FINAL) {
            end(new Failure(
                    failure.httpStatus(),
                    failure.errorCode(),
                    failure.message(),
                    failure.fields(),
                    Failure.Kind.PASSING));
        } else {
            visit.step(new JobStep.Again());
            comeBack(visit.parts().settings().pollFirstDelay());
        }
    }

    private void end(Failure with) {
        step = Step.OVER;
        then = Optional.of(visit.settlingRest(with));
    }

    private void comeBack(Duration delay) {
        step = Step.OVER;
        visit.comeBackIn(delay);
    }

    private String jobId() {
        return visit.claim().jobId().orElseThrow();
    }

    @Override
    public Optional<JobPhase> then() {
        return then;
    }
}
