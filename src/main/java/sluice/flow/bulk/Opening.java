package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import sluice.ledger.JobStep;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.Lane;
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
    private final Lane lane;
    private final Path csv;
    private final Manifest manifest;
    private Step step = Step.CREATE;
    private Optional<JobPhase> then = Optional.empty();
    private Failure failure;

    /** @param lane of the rows, as the org spells it */
    Opening(JobVisit visit, Lane lane, Path csv, Manifest manifest) {
        this.visit = visit;
        this.lane = lane;
        this.csv = csv;
        this.manifest = manifest;
    }

    @Override
    public Optional<JobCall> next() {
        return switch (step) {
            case CREATE -> create();
            case UPLOAD -> Optional.of(new JobCall.Upload(jobId(), csv));
            case CLOSE -> closeJob();
            case ABORT -> Optional.of(new JobCall.Change(jobId(), IngestJob.change(IngestJob.State.ABORTED)));
            case OVER -> Optional.empty();
        };
    }

    private Optional<JobCall> create() {
        if (visit.waitsForAllowance()) {
            return Optional.empty();
        }
        visit.step(new JobStep.Intended());
        return Optional.of(
                new JobCall.Create(IngestJob.creation(lane, visit.mapping().assignmentRuleId())));
    }

    private Optional<JobCall> closeJob() {
        visit.step(new JobStep.Uploaded(manifest.toBytes()));
        visit.step(new JobStep.Closed());
        return Optional.of(new JobCall.Change(jobId(), IngestJob.change(IngestJob.State.UPLOAD_COMPLETE)));
    }

    @Override
    public void answered(JsonNode reply) {
        switch (step) {
            case CREATE -> created(IngestJob.of(reply));
            case UPLOAD -> step = Step.CLOSE;
            case CLOSE -> closed();
            case ABORT -> beginAgain();
            case OVER -> {}
        }
    }

    private void created(IngestJob job) {
        if (job.id().isEmpty()) {
            failed(Failure.unanswered("the answer had no id of an ingest job"));
        } else {
            visit.step(new JobStep.Created(job.id()));
            step = Step.UPLOAD;
        }
    }

    private void closed() {
        visit.parts().troubles().forget(visit.claim().group());
        comeBack(visit.parts().settings().pollFirstDelay());
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
            tellNotCreated(failed);
        } else if (isSpent) {
            visit.step(new JobStep.Again());
            comeBack(visit.parts().allowance().left());
        } else if (failed.kind() == Failure.Kind.FINAL) {
            visit.parts().alarms().refused(visit, failed.message());
            visit.journal().hold(failed.message());
            end(failed);
        } else if (mayBeDone(failed)) {
            comeBack(visit.parts().troubles().failed(visit, failed));
        } else {
            againIn(visit.parts().troubles().failed(visit, failed));
        }
    }

    /** Nothing became of the rows, whether there is a job or not; one that there may be is looked for. */
    private void tellNotCreated(Failure failed) {
        if (mayBeDone(failed)) {
            endLater(failed, () -> Optional.of(new Searching(visit)));
        } else {
            end(failed);
        }
    }

    /** It may have been closed all the same, which the next visit finds out; who waits for a refusal is told now. */
    private void notClosed() {
        if (visit.journal().isAwaited() && !mayBeDone(failure)) {
            step = Step.ABORT;
        } else {
            comeBack(visit.parts().troubles().failed(visit, failure));
        }
    }

    /** The job is open, and aborted by the next visit. Who waits is told now: nothing comes of its rows. */
    private void notAborted() {
        Duration delay = visit.parts().troubles().failed(visit, failure);
        if (visit.journal().isAwaited()) {
            endLater(failure, () -> {
                visit.comeBackIn(delay);
                return Optional.empty();
            });
        } else {
            comeBack(delay);
        }
    }

    /** The job is aborted. An upload that was cut off is simply done again; one that was refused costs an attempt. */
    private void beginAgain() {
        if (visit.journal().isAwaited()) {
            end(failure);
        } else if (failure.kind() == Failure.Kind.FINAL) {
            visit.parts().troubles().giveUp(visit, failure);
            againIn(Duration.ZERO);
        } else {
            againIn(visit.parts().troubles().failed(visit, failure));
        }
    }

    /** Whether Salesforce may have done what it did not confirm. */
    private static boolean mayBeDone(Failure failed) {
        return failed.kind() == Failure.Kind.UNANSWERED || failed.kind() == Failure.Kind.PASSING;
    }

    private void againIn(Duration delay) {
        step = Step.OVER;
        then = visit.againIn(delay);
    }

    private void end(Failure with) {
        step = Step.OVER;
        then = Optional.of(visit.settlingRest(with));
    }

    /** The rows get their outcome now, and there is still something to be done about the job. */
    private void endLater(Failure with, Supplier<Optional<JobPhase>> afterwards) {
        visit.parts().troubles().giveUp(visit, with);
        step = Step.OVER;
        then = Optional.of(visit.settlingRest(with, afterwards));
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
