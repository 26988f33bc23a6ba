package sluice.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Where a delivery stands in the queue, by what its mapping makes of its event.
 *
 * @param keys what orders it among other deliveries; none for a create without matchers; repetitions are dropped
 * @param lane which ingest jobs it may go in, such as {@code leads|Lead|upsert|External_Id__c}: a text that the ledger
 *     does not read, of one mapping alone. Empty: it is written by record calls
 * @param rowBytes of its CSV row, about; 0 without a lane
 */
public record Placement(List<RecordKey> keys, Optional<String> lane, int rowBytes) {
    public Placement {
        keys = keys.stream().distinct().toList();
        if (rowBytes < 0) {
            throw new IllegalArgumentException("rowBytes: expected 0 or more, were " + rowBytes);
        }
    }

    /** Written by record calls. */
    public static Placement singly(List<RecordKey> keys) {
        return new Placement(keys, Optional.empty(), 0);
    }

    /** A row of an ingest job. */
    public static Placement inLane(String lane, int rowBytes, List<RecordKey> keys) {
        return new Placement(keys, Optional.of(lane), rowBytes);
    }
}
