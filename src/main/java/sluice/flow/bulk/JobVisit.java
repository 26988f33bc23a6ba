package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import sluice.action.Mapping;
import sluice.ledger.Delivery;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.ledger.Settlement;
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
            if (call.isEmpty() && phase.isPresent()) { // else it has ended the visit
                enter(phase.get().then());
            }
        }
        return call;
    }

    private void enter(Optional<JobPhase> next) {
        Optional<JobPhase> last = phase;
        phase = next;
        try {
            if (last.isPresent()) {
                last.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file of an ingest job cannot be closed", e);
        }
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
        enter(Optional.empty());
        journal.comeBackAt(parts.clock().instant().plus(delay));
    }

    /** Ends the visit; the next is after as long as the job has been in its state, so that the delay doubles each time. */
    void comeBackLater() {
        Duration first = parts.settings().pollFirstDelay();
        Duration longest = parts.settings().pollMaxDelay();
        Duration delay = age().compareTo(first) < 0 ? first : age();
        comeBackIn(delay.compareTo(longest) > 0 ? longest : delay);
    }

    /** The same since Salesforce does not tell of the job now. */
    void comeBackUntold(String why) {
        parts.troubles().silent(this, why);
        comeBackLater();
    }

    /** How long the job has been in its state. */
    Duration age() {
        return Duration.between(claim().changedAt(), parts.clock().instant());
    }

    /** Whether no job can be created now, which ends the visit. Who waits for a job is told by Salesforce. */
    boolean waitsForAllowance() {
        boolean waits = parts.allowance().isSpent() && !journal.isAwaited();
        if (waits) {
            comeBackIn(parts.allowance().left());
        }
        return waits;
    }

    /** Ends the job: each of its deliveries has its outcome, or waits again. */
    void finish(GroupState over, String error) {
        journal.finish(over, error);
        parts.metrics().finished(claim(), over);
        parts.troubles().forget(claim().group());
        enter(Optional.empty());
    }

    /** Salesforce certainly did nothing of the job: the rows go in another one, unless that has failed too often. */
    JobPhase again() {
        step(new JobStep.Again());
        return givenUp().orElseGet(() -> new Preparing(this));
    }

    /** The same, the other job after so long; that ends the visit. */
    Optional<JobPhase> againIn(Duration delay) {
        step(new JobStep.Again());
        Optional<JobPhase> givenUp = givenUp();
        if (givenUp.isEmpty()) {
            comeBackIn(delay);
        }
        return givenUp;
    }

    private Optional<JobPhase> givenUp() {
        return parts.troubles().givenUp(this).map(this::settlingRest);
    }

    void step(JobStep step) {
        journal.step(step);
    }

    Optional<Manifest> manifest() {
        return journal.manifest().map(Manifest::of);
    }

    /** All deliveries that have no outcome yet get this one, and the job is over. */
    JobPhase settlingRest(Failure failure) {
        return SettlingRest.andFinishing(this, unsent(failure), GroupState.FAILED, failure.message());
    }

    /** All deliveries that have no outcome yet get this one, while there is still something to be done about the job. */
    JobPhase settlingRest(Failure failure, Supplier<Optional<JobPhase>> then) {
        return new SettlingRest(this, unsent(failure), then);
    }

    private Function<Delivery, Settlement> unsent(Failure failure) {
        return delivery -> parts.outcomes().unsent(this, delivery, failure);
    }
}
