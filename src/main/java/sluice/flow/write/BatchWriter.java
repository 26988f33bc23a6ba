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
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.SalesforceSettings;
import sluice.flow.connection.SendingPausedException;
import sluice.ledger.Delivery;
import sluice.salesforce.BatchCall;
import sluice.salesforce.Failure;

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
    private final ClaimPlanner claims;
    private final OrgGate gate;
    private final Outcomes outcomes;
    private final SalesforceCalls calls;
    private final Clock clock;

    BatchWriter(
            WritePlanner planner,
            ClaimPlanner claims,
            OrgGate gate,
            Outcomes outcomes,
            SalesforceSettings settings,
            Clock clock) {
        this.planner = planner;
        this.claims = claims;
        this.gate = gate;
        this.outcomes = outcomes;
        this.calls = new SalesforceCalls(settings.apiVersion());
        this.clock = clock;
    }

    /** Whether the claim in the body is one delivery that nothing can be merged with. */
    public boolean isAlone(Exchange exchange) {
        List<Delivery> claim = claim(exchange);
        return claim.size() == 1 && !planner.merges(claim.get(0).mapping());
    }

    /**
     * Body in: a list of {@link Delivery}s of one mapping. Evaluates it for each, and for what waits behind them where the
     * mapping merges that; those that it refuses have their outcome already. Sets the header {@code action}.
     */
    public void plan(Exchange exchange) {
        List<Delivery> alone = new ArrayList<>();
        exchange.setProperty(ALONE, alone);
        claims.plan(exchange, claim(exchange), alone).keepOn(exchange);
    }

    /**
     * Sets the header {@code call} and what belongs to it; {@code none} when all is done. When the claim has run out, or
     * sending has paused since it was claimed, nothing more is sent: what has no result yet waits again.
     */
    public void next(Exchange exchange) {
        BatchInProgress batch = BatchInProgress.on(exchange);
        Optional<BatchCall> call;
        do {
            reasonToStop(exchange, batch).ifPresent(batch.batch()::stop);
            call = batch.batch().next();
        } while (call.isEmpty() && batch.nextTurn(outcomes, clock.instant()));
        SalesforceCalls.clear(exchange.getMessage());
        call.ifPresentOrElse(
                next -> calls.prepare(exchange.getMessage(), next, batch.options()),
                () -> exchange.getMessage().setHeader("call", "none"));
    }

    private Optional<Failure> reasonToStop(Exchange exchange, BatchInProgress batch) {
        if (batch.leaseUntil()
                .filter(lapses -> !clock.instant().isBefore(lapses))
                .isPresent()) {
            return Optional.of(Failure.leaseLapsed());
        }
        try {
            gate.check(exchange);
            return Optional.empty();
        } catch (SendingPausedException paused) {
            return Optional.of(paused.failure());
        }
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

    /** Body out: the deliveries that are left to be written one by one. */
    public void rest(Exchange exchange) {
        SalesforceCalls.clear(exchange.getMessage());
        exchange.getMessage().setBody(exchange.getProperty(ALONE));
    }

    @SuppressWarnings("unchecked")
    private static List<Delivery> claim(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
