package sluice.flow.deliver;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import sluice.action.DeliveryReport;
import sluice.action.Mapping;
import sluice.action.RefusedException;
import sluice.flow.connection.SalesforceSettings;
import sluice.flow.write.Outcomes;
import sluice.ledger.Answer;
import sluice.ledger.Delivery;
import sluice.ledger.DeliveryRow;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.ledger.State;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordWrite;

/** Makes the reports of {@code POST /api/deliver}. Thread-safe. */
@Singleton
final class Reports {
    private static final int ACCEPTED = 202;

    private final SalesforceSettings settings;

    Reports(SalesforceSettings settings) {
        this.settings = settings;
    }

    /** What came of a delivery that went through the routes. */
    DeliveryReport of(Delivery delivery, Exchange sent) {
        if (!(sent.getMessage().getBody() instanceof Settlement settlement)) {
            throw new IllegalStateException("the routes gave no outcome", sent.getException());
        }
        Failure failure = sent.getProperty(Outcomes.FAILURE, Failure.class);
        boolean retryable = failure != null && failure.isRetryable();
        return report(
                delivery.messageId(),
                delivery.mapping(),
                delivery.action(),
                status(settlement.outcome(), failure),
                settlement.outcome().answer(),
                retryable && !(settlement.outcome() instanceof Outcome.Skipped));
    }

    /** What the ledger knows of a delivery that went in an ingest job. */
    DeliveryReport of(DeliveryRow row, Optional<String> jobId) {
        String status =
                switch (row.state()) {
                    case DELIVERED -> "delivered";
                    case SKIPPED -> "skipped";
                    case FAILED -> row.uncertain() ? "uncertain" : "retry";
                    default -> "failed";
                };
        boolean isRetryable = row.state() == State.FAILED;
        return report(row.messageId(), row.mapping(), row.action(), status, row.answer(), isRetryable, jobId);
    }

    /** What came of a delivery that went in an ingest job. */
    DeliveryReport of(Delivery delivery, Settlement settlement, Optional<String> jobId) {
        Outcome outcome = settlement.outcome();
        boolean isRetry = outcome instanceof Outcome.Retry;
        return report(
                delivery.messageId(),
                delivery.mapping(),
                delivery.action(),
                isRetry && !((Outcome.Retry) outcome).uncertain() ? "retry" : status(outcome, null),
                outcome.answer(),
                isRetry,
                jobId);
    }

    /** One whose ingest job takes longer than its sender waits, and goes on. */
    DeliveryReport running(Pair pair, Optional<String> jobId) {
        return inJob(pair, "JOB_RUNNING", "its ingest job takes longer than waitSeconds", jobId);
    }

    /** One that no ingest job was made for before its sender went. */
    DeliveryReport notSent(Pair pair) {
        return inJob(pair, "NOT_SENT", "no ingest job could be made in time", Optional.empty());
    }

    private static DeliveryReport inJob(Pair pair, String errorCode, String message, Optional<String> jobId) {
        Answer answer = new Answer("", "", "", false, ACCEPTED, errorCode, message, List.of(), 0);
        Mapping mapping = pair.mapping();
        return report(pair.messageId(), mapping.name(), mapping.action().name(), "retry", answer, true, jobId);
    }

    DeliveryReport busy(String messageId, Mapping mapping) {
        Answer answer = new Answer(
                "",
                "",
                "",
                false,
                423,
                "RECORD_BUSY",
                "earlier deliveries of the same record took longer than waitSeconds",
                List.of(),
                0);
        return report(messageId, mapping.name(), mapping.action().name(), "retry", answer, true);
    }

    DeliveryReport refused(String messageId, Mapping mapping, RefusedException refused) {
        Answer answer = new Answer(
                "", "", "", false, refused.status(), refused.code().name(), refused.getMessage(), refused.fields(), 0);
        return report(messageId, mapping.name(), mapping.action().name(), "failed", answer, false);
    }

    /** What would be sent. */
    DeliveryReport planned(String messageId, Mapping mapping, RecordWrite write) {
        Plan plan = Plan.of(write);
        String operation = write.operation().name().toLowerCase(Locale.ROOT);
        boolean refused = plan.query().isEmpty() && plan.call() instanceof Call.Refuse;
        Call.Refuse refusal = refused ? (Call.Refuse) plan.call() : new Call.Refuse(0, "", "", List.of());
        return new DeliveryReport(
                messageId,
                mapping.name(),
                mapping.action().name(),
                operation,
                write.sObject(),
                refused ? "failed" : "planned",
                "",
                false,
                refusal.httpStatus(),
                refusal.errorCode(),
                refusal.message(),
                refusal.fields(),
                false,
                null,
                0,
                plan.requests(settings.apiVersion()));
    }

    private static String status(Outcome outcome, Failure failure) {
        if (outcome instanceof Outcome.Delivered) {
            return "delivered";
        }
        if (outcome instanceof Outcome.Skipped) {
            return "skipped";
        }
        if (outcome instanceof Outcome.Retry retry && retry.uncertain()) {
            return "uncertain";
        }
        return failure != null && failure.isRetryable() ? "retry" : "failed";
    }

    private static DeliveryReport report(
            String messageId, String mapping, String action, String status, Answer answer, boolean retryable) {
        return report(messageId, mapping, action, status, answer, retryable, Optional.empty());
    }

    private static DeliveryReport report(
            String messageId,
            String mapping,
            String action,
            String status,
            Answer answer,
            boolean retryable,
            Optional<String> jobId) {
        return new DeliveryReport(
                messageId,
                mapping,
                action,
                answer.operation(),
                answer.sObject(),
                status,
                answer.recordId(),
                answer.created(),
                answer.httpStatus(),
                answer.errorCode(),
                answer.message(),
                answer.fields(),
                retryable,
                jobId.orElse(null),
                answer.apiCalls(),
                null);
    }
}
