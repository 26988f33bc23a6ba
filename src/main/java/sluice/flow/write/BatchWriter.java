package sluice.flow.write;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.action.Mapping;
import sluice.action.RefusedException;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.SalesforceSettings;
import sluice.ledger.Delivery;
import sluice.ledger.Settlement;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Failure;
import sluice.salesforce.Plan;
import sluice.salesforce.WriteResult;

/**
 * The steps between the calls of the route {@code write-together}: they plan a claim of several deliveries, set the
 * headers that {@code camel-salesforce} goes by, and read what it answers. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("batchWriter")
public final class BatchWriter {
    /** Property: the deliveries of the claim that are written one by one, since it is doubtful what was done already. */
    private static final String ALONE = "sluice.alone";

    private final WritePlanner planner;
    private final OrgGate gate;
    private final Outcomes outcomes;
    private final SalesforceCalls calls;
    private final Clock clock;

    BatchWriter(WritePlanner planner, OrgGate gate, Outcomes outcomes, SalesforceSettings settings, Clock clock) {
        this.planner = planner;
        this.gate = gate;
        this.outcomes = outcomes;
        this.calls = new SalesforceCalls(settings.apiVersion());
        this.clock = clock;
    }

    /**
     * Body in: a list of {@link Delivery}s of one mapping. Evaluates it for each; those that it refuses have their
     * outcome already. Sets the header {@code action}.
     */
    public void plan(Exchange exchange) {
        List<Settlement> refused = new ArrayList<>();
        List<WriteInProgress> writes = new ArrayList<>();
        exchange.setProperty(ALONE, new ArrayList<Delivery>());
        for (Object delivery : exchange.getMessage().getBody(List.class)) {
            plan(exchange, (Delivery) delivery, refused, writes);
        }
        BatchInProgress.of(refused, writes).keepOn(exchange);
    }

    /**
     * Sets the header {@code call} and what belongs to it; {@code none} when all is done. When the claim has run out,
     * nothing more is sent.
     */
    public void next(Exchange exchange) {
        BatchInProgress batch = BatchInProgress.on(exchange);
        if (batch.leaseUntil()
                .filter(lapses -> !clock.instant().isBefore(lapses))
                .isPresent()) {
            batch.batch().stop(Failure.leaseLapsed());
        }
        Optional<BatchCall> call = batch.batch().next();
        SalesforceCalls.clear(exchange.getMessage());
        call.ifPresentOrElse(
                next -> calls.prepare(exchange.getMessage(), next, batch.options()),
                () -> exchange.getMessage().setHeader("call", "none"));
    }

    /** After an error of the call: body out is what it means. */
    public void failed(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.getMessage().setBody(Failures.of(thrown));
    }

    /** Reads the answer of the call, or what {@link #failed} made of it. */
    public void read(Exchange exchange) throws IOException {
        BatchInProgress batch = BatchInProgress.on(exchange);
        if (exchange.getMessage().getBody() instanceof Failure failure) {
            batch.batch().failed(failure);
        } else {
            batch.batch().answered(SalesforceCalls.status(exchange), SalesforceCalls.answer(exchange));
        }
    }

    /** Body out: the settlements of all deliveries that have come to their end. */
    public void settle(Exchange exchange) {
        exchange.getMessage().setBody(BatchInProgress.on(exchange).settlements(outcomes));
    }

    private void plan(Exchange exchange, Delivery delivery, List<Settlement> refused, List<WriteInProgress> writes) {
        WriteInProgress write = WriteInProgress.of(delivery);
        try {
            gate.check(exchange);
            Mapping mapping = planner.mapping(delivery);
            exchange.getMessage().setHeader("action", mapping.action().name());
            Plan plan = planner.plan(delivery, mapping);
            write = write.planned(plan);
            if (WritePlanner.isToBeVerified(delivery, plan, mapping)) {
                alone(exchange).add(delivery);
            } else {
                writes.add(write);
            }
        } catch (RefusedException | RuntimeException failed) {
            refused.add(outcomes.settlement(write, new WriteResult.Failed(Failures.of(failed))));
        }
    }

    /** Body out: the deliveries that are left to be written one by one. */
    public void rest(Exchange exchange) {
        SalesforceCalls.clear(exchange.getMessage());
        exchange.getMessage().setBody(alone(exchange));
    }

    @SuppressWarnings("unchecked")
    private static List<Delivery> alone(Exchange exchange) {
        return exchange.getProperty(ALONE, List.class);
    }
}
