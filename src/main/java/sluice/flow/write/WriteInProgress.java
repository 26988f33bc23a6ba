package sluice.flow.write;

import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.ledger.Delivery;
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

    WriteInProgress planned(Plan next) {
        return new WriteInProgress(delivery, Optional.of(next), call, apiCalls);
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
