package sluice.flow.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.flow.ledger.RetryPolicy;
import sluice.ledger.Answer;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.salesforce.ApiError;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.Operation;
import sluice.salesforce.Plan;

/**
 * Says what came of a write: body out is the {@link Settlement} for the ledger. The one place where outcomes are decided
 * and logged. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("outcomes")
public final class Outcomes {
    /** Property: the {@link Failure} of a write that was not done. */
    public static final String FAILURE = "sluice.failure";

    private static final Logger LOG = Logger.getLogger(Outcomes.class);
    private static final int NOT_FOUND = 404;

    private final RetryPolicy retries;
    private final OrgGate gate;

    Outcomes(RetryPolicy retries, OrgGate gate) {
        this.retries = retries;
        this.gate = gate;
    }

    /** After the last step of a write that met no error. */
    public void succeeded(Exchange exchange) throws IOException {
        WriteInProgress write = WriteInProgress.on(exchange);
        Call call = write.call().orElseThrow();
        if (call instanceof Call.Refuse refuse) {
            Failure refused = new Failure(
                    refuse.httpStatus(), refuse.errorCode(), refuse.message(), refuse.fields(), Failure.Kind.FINAL);
            settle(exchange, write, failed(exchange, write, refused));
        } else if (call instanceof Call.Skip skip) {
            settle(exchange, write, new Outcome.Skipped(skipped(write, skip)));
        } else if (call instanceof Call.Done done) {
            settle(exchange, write, new Outcome.Delivered(foundCreated(write, done)));
        } else if (call instanceof Call.Create || call instanceof Call.Upsert) {
            settle(exchange, write, created(exchange, write));
        } else {
            String recordId = call instanceof Call.Update update ? update.recordId() : ((Call.Delete) call).recordId();
            settle(exchange, write, new Outcome.Delivered(written(exchange, write, recordId, false)));
        }
    }

    /** After an error of any step. */
    public void failed(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WriteInProgress write = WriteInProgress.on(exchange);
        settle(exchange, write, failed(exchange, write, Failures.of(thrown)));
    }

    /** Whether somebody else has made the record since it was looked up, so that the write is begun anew, once. */
    public boolean isOvertaken(Exchange exchange) {
        WriteInProgress write = WriteInProgress.on(exchange);
        Failure failure = Failures.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        return write != null
                && write.call().isPresent()
                && write.plan().orElseThrow().isOvertaken(write.call().get(), failure);
    }

    private Outcome created(Exchange exchange, WriteInProgress write) throws IOException {
        JsonNode reply = RecordWriter.answer(exchange);
        if (reply.path("success").isBoolean() && !reply.path("success").booleanValue()) {
            JsonNode error = reply.path("errors").path(0);
            ApiError first = new ApiError(
                    error.path("statusCode").asText("NOT_CREATED"),
                    error.path("message").asText(""),
                    List.of());
            return failed(exchange, write, Failure.replied(400, List.of(first)));
        }
        boolean isNew = reply.path("created").asBoolean(true);
        return new Outcome.Delivered(written(exchange, write, reply.path("id").asText(""), isNew));
    }

    private Outcome failed(Exchange exchange, WriteInProgress write, Failure failure) {
        exchange.setProperty(FAILURE, failure);
        Answer answer = answer(write, failure);
        if (failure.httpStatus() == NOT_FOUND && write.call().isPresent()) {
            return goneMeanwhile(write, answer);
        }
        return switch (failure.kind()) {
            case FINAL -> new Outcome.Dead(answer);
            case PASSING -> passing(write, failure, answer);
            case ORG, LOGIN -> retries.org(write.delivery(), answer);
            case UNANSWERED ->
                write.call().filter(Call.Create.class::isInstance).isPresent()
                        ? uncertain(write, answer)
                        : passing(write, failure, answer);
        };
    }

    private Outcome passing(WriteInProgress write, Failure failure, Answer answer) {
        return isForOrg(failure) ? retries.org(write.delivery(), answer) : retries.passing(write.delivery(), answer);
    }

    private Outcome uncertain(WriteInProgress write, Answer answer) {
        return gate.pause().isPresent() ? retries.uncertainForOrg(answer) : retries.uncertain(write.delivery(), answer);
    }

    /** Whether what it failed for is what the whole org suffers from, so that no attempt is spent on it. */
    private boolean isForOrg(Failure failure) {
        return gate.pause().isPresent() && (failure.httpStatus() >= 500 || failure.httpStatus() == 429);
    }

    /** The record went between the lookup and the call, or was never there: an upsert has to begin again. */
    private Outcome goneMeanwhile(WriteInProgress write, Answer answer) {
        Operation operation = write.plan().orElseThrow().write().operation();
        return switch (operation) {
            case UPDATE, DELETE -> new Outcome.Skipped(answer);
            case UPSERT ->
                write.call().filter(Call.Update.class::isInstance).isPresent()
                        ? retries.passing(write.delivery(), answer)
                        : new Outcome.Dead(answer);
            case CREATE, ADD -> new Outcome.Dead(answer);
        };
    }

    private void settle(Exchange exchange, WriteInProgress write, Outcome outcome) {
        Answer answer = outcome.answer();
        LOG.debugf(
                "delivery %d (message %s, mapping %s, attempt %d): %s %s %s, status %d %s",
                write.delivery().id(),
                write.delivery().messageId(),
                write.delivery().mapping(),
                write.delivery().attempts(),
                answer.operation(),
                answer.sObject(),
                outcome.state(),
                answer.httpStatus(),
                answer.errorCode());
        exchange.getMessage().setBody(Settlement.of(write.delivery(), outcome));
    }

    private static Answer written(Exchange exchange, WriteInProgress write, String recordId, boolean created) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        return new Answer(
                operation(write), sObject(write), recordId, created, status, "", "", List.of(), write.apiCalls());
    }

    private static Answer foundCreated(WriteInProgress write, Call.Done done) {
        return new Answer(
                operation(write),
                sObject(write),
                done.recordId(),
                true,
                201,
                "",
                "an earlier attempt, whose answer never came, had created it",
                List.of(),
                write.apiCalls());
    }

    private static Answer skipped(WriteInProgress write, Call.Skip skip) {
        return new Answer(
                operation(write),
                sObject(write),
                skip.recordId(),
                false,
                skip.httpStatus(),
                skip.errorCode(),
                skip.message(),
                List.of(),
                write.apiCalls());
    }

    private static Answer answer(WriteInProgress write, Failure failure) {
        return new Answer(
                operation(write),
                sObject(write),
                "",
                false,
                failure.httpStatus(),
                failure.errorCode(),
                failure.message(),
                failure.fields(),
                write.apiCalls());
    }

    private static String operation(WriteInProgress write) {
        return write.plan()
                .map(Plan::write)
                .map(record -> record.operation().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static String sObject(WriteInProgress write) {
        return write.plan().map(plan -> plan.write().sObject()).orElse("");
    }
}
