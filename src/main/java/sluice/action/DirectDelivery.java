package sluice.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Delivers events at once, past the queue, and tells what came of each. Whoever shows this to people calls it. */
public interface DirectDelivery {
    /**
     * What is to be delivered.
     *
     * @param events objects
     * @param isBatch whether they go in ingest jobs where their mapping is for those, even if there is only one; as few
     *     jobs as its {@code batch_size} and the order of each record's writes allow, one after the other
     * @param mappings used instead of the deployed ones, and not logged; empty: the deployed ones
     * @param longestWait how long a delivery may wait for earlier ones of its record
     */
    record Request(List<JsonNode> events, boolean isBatch, Optional<List<Mapping>> mappings, Duration longestWait) {
        public Request {
            events = List.copyOf(events);
            mappings = mappings.map(List::copyOf);
            Objects.requireNonNull(longestWait);
        }
    }

    /** A report for every delivery, in the order of the events; none for an event that matches no mapping. */
    List<DeliveryReport> deliver(Request request);

    /** The same with the requests instead of what came of them; contacts nobody. */
    List<DeliveryReport> dryRun(Request request);
}
