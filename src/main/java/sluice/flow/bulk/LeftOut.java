package sluice.flow.bulk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import sluice.ledger.Settlement;
import sluice.salesforce.Failure;

/** The deliveries of a group that its job does not take, though nothing is wrong with them. Not thread-safe. */
final class LeftOut {
    private static final Failure LATER = new Failure(
            0, "IN_A_LATER_JOB", "the ingest job had no room for this row", List.of(), Failure.Kind.PASSING);

    private final JobVisit visit;
    private final List<Long> later = new ArrayList<>();
    private final List<Long> singly = new ArrayList<>();

    LeftOut(JobVisit visit) {
        this.visit = visit;
    }

    /** They go in a later job. */
    void later(Collection<Long> ids) {
        later.addAll(ids);
    }

    /** No job can write it as it is: it goes by a record call. */
    void singly(long id) {
        singly.add(id);
    }

    /** Lets them go there. Who waits for them is told instead, by the outcomes. */
    List<Settlement> letGo() {
        List<Settlement> told = new ArrayList<>();
        if (visit.journal().isAwaited()) {
            later.addAll(singly);
            visit.journal()
                    .deliveries(later)
                    .forEach(delivery -> told.add(visit.parts().outcomes().failed(visit, delivery, LATER)));
        } else {
            release();
        }
        later.clear();
        singly.clear();
        return told;
    }

    private void release() {
        if (!singly.isEmpty()) {
            visit.journal().releaseSingly(singly);
        }
        if (!later.isEmpty()) {
            Duration delay = visit.parts().settings().pollFirstDelay();
            visit.journal().release(later, visit.parts().clock().instant().plus(delay));
        }
    }
}
