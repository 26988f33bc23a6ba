package sluice.flow.bulk;

import java.util.List;
import sluice.ledger.Delivery;
import sluice.salesforce.bulk.IngestRow;

/** A row of a job, and the deliveries that it is. */
record EvaluatedRow(IngestRow row, List<Delivery> deliveries) {
    EvaluatedRow {
        deliveries = List.copyOf(deliveries);
    }

    EvaluatedRow with(IngestRow other) {
        return new EvaluatedRow(other, deliveries);
    }

    List<Long> ids() {
        return deliveries.stream().map(Delivery::id).toList();
    }
}
