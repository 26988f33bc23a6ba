package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final int LOOKS_FOR_NONE = 4;

    private final JobVisit visit;
    private final JobSearch search;
    private final List<IngestJob> fitting = new ArrayList<>();
    private String page;
    private Optional<IngestJob> found = Optional.empty();
    private Optional<JobPhase> then = Optional.empty();
    private boolean isOver;

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
        if (found.isEmpty()) {
            return Optional.of(new JobCall.ListJobs(page));
        }
        return abort(found.get());
    }

    /**
     * Asks last, and in this order: nothing else happens before it is aborted, and an id that is written down between the
     * two questions is known by the second.
     */
    private Optional<JobCall> abort(IngestJob job) {
        if (search.isAnotherBegun(visit)) {
            isUnclear(true);
            return Optional.empty();
        }
        if (search.isKnown(job)) {
            isUnseen();
            return Optional.empty();
        }
        return Optional.of(new JobCall.Change(job.id(), IngestJob.change(IngestJob.State.ABORTED)));
    }

    @Override
    public void answered(JsonNode reply) {
        if (found.isPresent()) {
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
            isUnseen();
        } else if (fitting.size() == 1 && search.knowsUser()) {
            found = Optional.of(fitting.get(0));
        } else {
            isUnclear(search.isAnotherBegun(visit));
        }
    }

    /** It may come to light late. */
    private void isUnseen() {
        if (visit.claim().attempts() < LOOKS_FOR_NONE) {
            visit.comeBackIn(delay());
            isOver = true;
        } else {
            visit.parts().alarms().unseen(visit);
            again();
        }
    }

    /** Another process may be about to write the id of its job down. */
    private void isUnclear(boolean isAnotherBegun) {
        if (isAnotherBegun && visit.claim().attempts() < LOOKS) {
            visit.comeBackIn(A_WHILE);
            isOver = true;
        } else {
            visit.parts().alarms().unknown(visit, fitting.size());
            again();
        }
    }

    private Duration delay() {
        Duration delay = visit.parts()
                .settings()
                .pollFirstDelay()
                .multipliedBy(1L << visit.claim().attempts());
        return delay.compareTo(A_WHILE) < 0 ? delay : A_WHILE;
    }

    private void again() {
        isOver = true;
        then = Optional.of(visit.again());
    }

    @Override
    public void failed(Failure failure) {
        if (found.isPresent() && failure.kind() == Failure.Kind.FINAL) {
            again(); // somebody else has aborted it
        } else {
            isOver = true;
            visit.comeBackUntold("%d %s".formatted(failure.httpStatus(), failure.errorCode()));
        }
    }

    @Override
    public Optional<JobPhase> then() {
        return then;
    }
}
