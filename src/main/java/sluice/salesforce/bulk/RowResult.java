package sluice.salesforce.bulk;

import java.util.List;
import sluice.salesforce.Failure;

/** What became of one row of a job. */
public sealed interface RowResult {
    /** The ids of the deliveries that are the row; several were merged into it. */
    List<Long> deliveries();

    /** How many rows of the job were equal to it, itself included: beyond 1 it is arbitrary which result is whose. */
    int sharedBy();

    /** @param created whether the record is new */
    record Written(List<Long> deliveries, int sharedBy, String recordId, boolean created) implements RowResult {}

    /** Refused; the failure says whether for good or for now. */
    record Failed(List<Long> deliveries, int sharedBy, Failure failure) implements RowResult {}

    /** Not looked at. */
    record Unprocessed(List<Long> deliveries, int sharedBy) implements RowResult {}
}
