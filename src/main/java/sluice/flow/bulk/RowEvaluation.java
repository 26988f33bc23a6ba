package sluice.flow.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import sluice.action.RefusedException;
import sluice.flow.ledger.BulkSettings;
import sluice.flow.write.Repetition;
import sluice.ledger.Delivery;
import sluice.ledger.Settlement;
import sluice.salesforce.Failure;
import sluice.salesforce.Plan;
import sluice.salesforce.bulk.IngestRow;

/** Makes rows of deliveries by the mapping as it was when the group opened. Not thread-safe. */
final class RowEvaluation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REFUSED = 400;

    private final JobVisit visit;
    private final boolean absentIsNull;

    RowEvaluation(JobVisit visit) {
        this.visit = visit;
        this.absentIsNull = visit.parts().settings().absentField() == BulkSettings.AbsentField.NULL;
    }

    /** A row that no job takes. */
    static Failure tooLong(long maxBytes) {
        return new Failure(
                REFUSED,
                "ROW_TOO_LONG",
                "row of an ingest job: expected at most %d bytes (bulk.max-bytes), was more".formatted(maxBytes),
                List.of(),
                Failure.Kind.FINAL);
    }

    /**
     * The one row of deliveries about one record.
     *
     * @param refused gets the outcomes of those that the mapping refuses
     * @param leftOut gets those that must be written later than the others, and those that no job can write as they are
     * @return empty where none of them is left
     */
    Optional<EvaluatedRow> of(List<Delivery> deliveries, Collection<Settlement> refused, LeftOut leftOut) {
        Optional<IngestRow> row = Optional.empty();
        List<Delivery> members = new ArrayList<>();
        boolean isCut = false; // whoever comes behind one that is let go waits behind it
        for (Delivery delivery : deliveries) {
            try {
                IngestRow its = visit.mapping().row(event(delivery), delivery.messageId());
                Optional<IngestRow> both =
                        row.isEmpty() ? Optional.of(its) : row.get().merge(its, absentIsNull);
                if (!isCut && both.isPresent() && !goesAlone(delivery, its)) {
                    row = both;
                    members.add(delivery);
                } else if (isCut || !members.isEmpty()) {
                    leftOut.later(List.of(delivery.id()));
                    isCut = true;
                } else {
                    leftOut.singly(delivery.id());
                    isCut = true;
                }
            } catch (RefusedException | IOException unusable) {
                refused.add(visit.parts().outcomes().refused(visit, delivery, unusable));
            }
        }
        return row.map(known -> new EvaluatedRow(known, members));
    }

    /** What may have created a record already, and what belongs in another job or in none. */
    private boolean goesAlone(Delivery delivery, IngestRow row) {
        boolean isOfJob =
                row.lane(visit.claim().mapping()).filter(visit.lane()::equals).isPresent();
        return !isOfJob || !Repetition.isSafe(delivery, Plan.of(row.write()));
    }

    private static JsonNode event(Delivery delivery) throws IOException {
        return JSON.readTree(delivery.event().bytes());
    }
}
