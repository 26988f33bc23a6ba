package sluice.flow.write;

import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.salesforce.Call;
import sluice.salesforce.Plan;

/**
 * How far the write of one delivery has come. Immutable; travels as a property of the exchange.
 *
 * @param plan empty until the mapping has been evaluated
 * @param call empty until it is known which record it is about
 * @param apiCalls begun so far
 */
record WriteInProgress(Delivery delivery, Optional<Plan> plan, Optional<Call> call, int apiCalls) {
    private static final String PROPERTY = "sluice.write";

    static WriteInProgress of(Delivery delivery) {
        return new WriteInProgress(delivery, Optional.empty(), Optional.empty(), 0);
    }

    static WriteInProgress on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WriteInProgress.class);
    }

    void keepOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** What is in doubt may have been done by such a plan, and after a later edit of the mapping that is not to be seen. */
    WriteInProgress planned(Plan next) {
        boolean isPlain = delivery.uncertain() && !next.isRepeatable();
        Delivery planned = isPlain ? delivery.with(Doubt.PLAINLY_CREATED) : delivery;
        return new WriteInProgress(planned, Optional.of(next), call, apiCalls);
    }

    WriteInProgress decided(Call next) {
        return new WriteInProgress(delivery, plan, Optional.of(next), apiCalls);
    }

    WriteInProgress undecided() {
        return new WriteInProgress(delivery, plan, Optional.empty(), apiCalls);
    }

    WriteInProgress called(int times) {
        return new WriteInProgress(delivery, plan, call, apiCalls + times);
    }

    WriteInProgress calling() {
        return called(1);
    }
}
