package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The lookup of one write alone. */
record LookupOfOne(BatchItem item) implements BatchStep {
    @Override
    public List<BatchItem> items() {
        return List.of(item);
    }

    @Override
    public BatchCall call() {
        return new BatchCall.Query(item.plan().query().orElseThrow());
    }

    @Override
    public List<BatchStep> answered(int httpStatus, JsonNode reply) {
        item.found(Match.in(reply));
        return List.of();
    }

    @Override
    public List<BatchStep> eachAlone() {
        return List.of(this);
    }
}
