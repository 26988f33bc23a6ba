package sluice.flow.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Takes from what came in whether its group is full; how large the group is, the old exchange knows by the ledger. A group
 * that was completed meanwhile is none any more, and what told of it comes to nothing. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("growGroup")
public final class GrowGroup implements AggregationStrategy {
    private static final String IS_FULL = "isFull";
    private static final String GROUP = "group";

    @Override
    public Exchange aggregate(Exchange group, Exchange told) {
        if (group == null) {
            told.getMessage().setHeader(IS_FULL, false);
            return told;
        }
        boolean isOfIt =
                group.getMessage().getHeader(GROUP).equals(told.getMessage().getHeader(GROUP));
        group.getMessage().setHeader(IS_FULL, isOfIt && told.getMessage().getHeader(IS_FULL, false, Boolean.class));
        return group;
    }
}
