package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One call of a batch, for one or several of its writes. What comes of it may ask for further steps, before all others. */
interface BatchStep {
    List<BatchItem> items();

    BatchCall call();

    /** @param reply missing where it was none, a text where it was no JSON */
    List<BatchStep> answered(int httpStatus, JsonNode reply);

    /** The same for each write alone. */
    List<BatchStep> eachAlone();

    /** What is refused for good is repeated for each write alone, so that one bad value hurts nobody else. */
    default List<BatchStep> failed(Failure failure) {
        if (failure.kind() == Failure.Kind.FINAL && items().size() > 1) {
            return eachAlone();
        }
        items().forEach(item -> item.fail(failure));
        return List.of();
    }
}
