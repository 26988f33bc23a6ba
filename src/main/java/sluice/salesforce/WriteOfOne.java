package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The call that writes one record alone. */
record WriteOfOne(BatchItem item) implements BatchStep {
    @Override
    public List<BatchItem> items() {
        return List.of(item);
    }

    @Override
    public BatchCall call() {
        return new BatchCall.Single(item.call().orElseThrow());
    }

    @Override
    public List<BatchStep> answered(int httpStatus, JsonNode reply) {
        item.end(WriteResult.of(item.call().orElseThrow(), httpStatus, reply));
        return List.of();
    }

    @Override
    public List<BatchStep> failed(Failure failure) {
        item.failAlone(failure);
        return List.of();
    }

    @Override
    public List<BatchStep> eachAlone() {
        return List.of(this);
    }
}
