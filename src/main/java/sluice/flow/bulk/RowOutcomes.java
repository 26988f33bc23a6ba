package sluice.flow.bulk;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.flow.ledger.RetryPolicy;
import sluice.flow.write.Failures;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.JobOperation;
import sluice.salesforce.bulk.RowResult;

/** Says what came of each delivery of a job, in the words that a delivery by a record call gets. Thread-safe. */
@Singleton
final class RowOutcomes {
    private static final Logger LOG = Logger.getLogger(RowOutcomes.class);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;

    private final RetryPolicy retries;
    private final OrgGate gate;

    RowOutcomes(RetryPolicy retries, OrgGate gate) {
        this.retries = retries;
        this.gate = gate;
    }

    Settlement written(JobVisit visit, Delivery delivery, RowResult.Written result) {
        String shared = result.sharedBy() < 2 ? "" : shared(result.sharedBy());
        int status = result.created() ? CREATED : OK;
        return settlement(
                delivery,
                new Outcome.Delivered(
                        answer(visit, result.recordId(), result.created(), status, "", shared, List.of())));
    }

    Settlement skipped(JobVisit visit, Delivery delivery, Call.Skip skip) {
        return settlement(
                delivery,
                new Outcome.Skipped(answer(
                        visit,
                        skip.recordId(),
                        false,
                        skip.httpStatus(),
                        skip.errorCode(),
                        skip.message(),
                        List.of())));
    }

    Settlement refused(JobVisit visit, Delivery delivery, Exception why) {
        return failed(visit, delivery, Failures.of(why));
    }

    private static String shared(int rows) {
        return "one of %d equal rows: which of their results is whose is arbitrary".formatted(rows);
    }

    /** The same of one of several equal rows, if there are more than one. */
    Settlement failed(JobVisit visit, Delivery delivery, Failure failure, int sharedBy) {
        if (sharedBy < 2) {
            return failed(visit, delivery, failure);
        }
        String message = "%s (%s)".formatted(failure.message(), shared(sharedBy));
        return failed(
                visit,
                delivery,
                new Failure(failure.httpStatus(), failure.errorCode(), message, failure.fields(), failure.kind()));
    }

    /** A row failed. One whose record is gone, which was to be changed, is skipped. */
    Settlement failed(JobVisit visit, Delivery delivery, Failure failure) {
        JobOperation operation = visit.lane().operation();
        boolean changesOnly = operation == JobOperation.UPDATE || operation == JobOperation.DELETE;
        return failure.httpStatus() == NOT_FOUND && changesOnly
                ? settlement(delivery, new Outcome.Skipped(answer(visit, failure)))
                : unsent(visit, delivery, failure);
    }

    /** The job failed, so that nothing became of its row. */
    Settlement unsent(JobVisit visit, Delivery delivery, Failure failure) {
        return settlement(delivery, outcome(delivery, failure, answer(visit, failure)));
    }

    /** It may have been written: the record calls find that out, or an operation that can be repeated is. */
    Settlement uncertain(JobVisit visit, Delivery delivery, Failure why) {
        return settlement(delivery, retries.uncertain(delivery, answer(visit, why)));
    }

    private Outcome outcome(Delivery delivery, Failure failure, Answer answer) {
        return switch (failure.kind()) {
            case FINAL -> new Outcome.Dead(answer);
            case ORG, LOGIN -> retries.org(delivery, answer);
            case PASSING, UNANSWERED ->
                gate.pause().isPresent() ? retries.org(delivery, answer) : retries.passing(delivery, answer);
        };
    }

    private static Settlement settlement(Delivery delivery, Outcome outcome) {
        LOG.debugf(
                "delivery %d (message %s, mapping %s, attempt %d): %s, status %d %s",
                delivery.id(),
                delivery.messageId(),
                delivery.mapping(),
                delivery.attempts(),
                outcome.state(),
                outcome.answer().httpStatus(),
                outcome.answer().errorCode());
        return Settlement.of(delivery, outcome);
    }

    private static Answer answer(JobVisit visit, Failure failure) {
        return answer(visit, "", false, failure.httpStatus(), failure.errorCode(), failure.message(), failure.fields());
    }

    private static Answer answer(
            JobVisit visit,
            String recordId,
            boolean created,
            int httpStatus,
            String errorCode,
            String message,
            List<String> fields) {
        return new Answer(
                operation(visit), visit.lane().sObject(), recordId, created, httpStatus, errorCode, message, fields, 0);
    }

    /** In the mapping's words where it has one operation for all. */
    private static String operation(JobVisit visit) {
        return visit.mapping()
                .operation()
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .orElseGet(() -> switch (visit.lane().operation()) {
                    case INSERT -> "create";
                    case UPDATE -> "update";
                    case UPSERT -> "upsert";
                    case DELETE -> "delete";
                });
    }
}
