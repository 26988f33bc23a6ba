package sluice.flow.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import sluice.action.Mapping;
import sluice.action.RefusedException;
import sluice.ledger.Placement;
import sluice.ledger.RecordKey;
import sluice.salesforce.RecordKeys;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.bulk.IngestRow;
import sluice.salesforce.bulk.Lane;

/** Says where deliveries stand in the queue: behind which others, and which ingest jobs they may go in. */
public final class Placements {
    private Placements() {}

    /** Alone and without order where the mapping refuses the event, which its write will say. */
    public static Placement of(Mapping mapping, JsonNode event, String messageId) {
        try {
            return mapping.isBatching()
                    ? ofRow(mapping, mapping.row(event, messageId))
                    : Placement.singly(keys(mapping.write(event)));
        } catch (RefusedException toldWhenWritten) {
            return Placement.singly(List.of());
        }
    }

    /** What a CSV cannot say is written by record calls. */
    private static Placement ofRow(Mapping mapping, IngestRow row) {
        List<RecordKey> keys = keys(row.write());
        Optional<Lane> lane = row.lane(mapping.name());
        return lane.map(its -> Placement.inLane(its.toString(), row.estimatedBytes(), keys))
                .orElseGet(() -> Placement.singly(keys));
    }

    private static List<RecordKey> keys(RecordWrite write) {
        return RecordKeys.of(write).stream().map(RecordKey::of).toList();
    }
}
