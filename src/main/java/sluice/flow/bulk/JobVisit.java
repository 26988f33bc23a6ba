package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.action.Mapping;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.Lane;
import sluice.salesforce.bulk.Manifest;

/**
 * One visit to the job of a group, from its claim until there is nothing to be done for now; travels as a property of the
 * exchange. Writes down in the ledger how far the job has come. Not thread-safe.
 */
final class JobVisit {
    private static final String PROPERTY = "sluice.jobVisit";

    private final JobParts parts;
    private final JobJournal journal;
    private final Lane lane;
    private final Mapping mapping;
    private Optional<JobPhase> phase;
    private Optional<JobCall> call = Optional.empty();

    JobVisit(JobParts parts, JobJournal journal, Mapping mapping) {
        this.parts = parts;
        this.journal = journal;
        this.lane = Lane.parse(journal.claim().lane());
        this.mapping = mapping;
        this.phase = Optional.of(JobPhases.of(this));
    }

    static JobVisit on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, JobVisit.class);
    }

    void keepOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    JobParts parts() {
        return parts;
    }

    JobJournal journal() {
        return journal;
    }

    JobClaim claim() {
        return journal.claim();
    }

    Lane lane() {
        return lane;
    }

    /** As it was when the group opened. */
    Mapping mapping() {
        return mapping;
    }

    /** What the job needs now; empty when the visit is over. */
    Optional<JobCall> next() throws IOException {
        call = Optional.empty();
        while (phase.isPresent() && call.isEmpty()) {
            call = phase.get().next();
            if (call.isEmpty()) {
                enter(phase.get().then());
            }
        }
        return call;
    }

    private void enter(Optional<JobPhase> next) {
        phase = next;
    }

    /** @param reply missing where the call has none */
    void answered(JsonNode reply) throws IOException {
        if (call.orElse(null) instanceof JobCall.Settle settle) {
            journal.settled(settle.settlements());
            parts.metrics().settled(claim().mapping(), settle.settlements());
        }
        if (phase.isPresent()) {
            phase.get().answered(reply);
        }
    }

    void failed(Failure failure) {
        phase.ifPresent(its -> its.failed(failure));
    }

    /** Ends the visit; the next is after so long. */
    void comeBackIn(Duration delay) {
        journal.comeBackAt(parts.clock().instant().plus(delay));
        phase = Optional.empty();
    }

    /** Ends the job: each of its deliveries has its outcome, or waits again. */
    void finish(GroupState over, String error) {
        journal.finish(over, error);
        parts.metrics().finished(claim(), over);
        phase = Optional.empty();
    }

    void step(JobStep step) {
        journal.step(step);
    }

    Optional<Manifest> manifest() {
        return journal.manifest().map(Manifest::of);
    }

    /** All deliveries that have no outcome yet get this one, and the job is over. */
    JobPhase settlingRest(Failure failure) {
        return new SettlingRest(
                this,
                delivery -> parts.outcomes().unsent(this, delivery, failure),
                GroupState.FAILED,
                failure.message());
    }
}
