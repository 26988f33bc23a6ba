package sluice.flow.write;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;
import sluice.flow.connection.OrgGate;
import sluice.flow.ledger.RetryPolicy;
import sluice.ledger.Answer;
import sluice.ledger.Doubt;
import sluice.ledger.Outcome;
import sluice.ledger.Settlement;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.Found;
import sluice.salesforce.Operation;
import sluice.salesforce.Plan;
import sluice.salesforce.WriteResult;

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
    private static final int TOO_MANY_REQUESTS = 429;

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
        WriteResult result = WriteResult.of(call, SalesforceCalls.status(exchange), SalesforceCalls.answer(exchange));
        settle(exchange, write, result);
    }

    /** After an error of any step. */
    public void failed(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        settle(exchange, WriteInProgress.on(exchange), new WriteResult.Failed(Failures.of(thrown)));
    }

    /** Whether somebody else has made the record since it was looked up, so that the write is begun anew, once. */
    public boolean isOvertaken(Exchange exchange) {
        WriteInProgress write = WriteInProgress.on(exchange);
        Failure failure = Failures.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        return write != null
                && write.call().isPresent()
                && write.plan().orElseThrow().isOvertaken(write.call().get(), failure);
    }

    /** What the ledger is told of a write. */
    Settlement settlement(WriteInProgress write, WriteResult result) {
        Outcome outcome = outcome(write, result);
        log(write, outcome);
        return Settlement.of(write.delivery(), outcome);
    }

    /** For one that was not sent, since an earlier delivery of its record is not over. */
    Settlement waitsBehind(WriteInProgress write, Instant dueAt) {
        Answer answer = answer(write, "", false, 0, "", "it waits behind an earlier delivery of its record", List.of());
        return Settlement.of(write.delivery(), retries.behind(write.delivery(), answer, dueAt));
    }

    private void settle(Exchange exchange, WriteInProgress write, WriteResult result) {
        if (result instanceof WriteResult.Failed failed) {
            exchange.setProperty(FAILURE, failed.failure());
        }
        exchange.getMessage().setBody(settlement(write, result));
    }

    private Outcome outcome(WriteInProgress write, WriteResult result) {
        if (write.call().orElse(null) instanceof Call.Done done) {
            return new Outcome.Delivered(foundCreated(write, done));
        }
        if (result instanceof WriteResult.Written written && isForContactOfLead(write)) {
            return new Outcome.Delivered(contactOfLead(write, written));
        }
        if (result instanceof WriteResult.Written written) {
            return new Outcome.Delivered(
                    answer(write, written.recordId(), written.created(), written.httpStatus(), "", "", List.of()));
        }
        if (result instanceof WriteResult.Skipped skipped) {
            return new Outcome.Skipped(skipped(write, skipped.skip()));
        }
        return failed(write, ((WriteResult.Failed) result).failure());
    }

    private Outcome failed(WriteInProgress write, Failure failure) {
        Answer answer = answer(
                write, "", false, failure.httpStatus(), failure.errorCode(), failure.message(), failure.fields());
        if (failure.httpStatus() == NOT_FOUND && write.call().isPresent()) {
            return goneMeanwhile(write, answer);
        }
        return switch (failure.kind()) {
            case FINAL -> new Outcome.Dead(answer, write.delivery().doubt());
            case PASSING -> passing(write, failure, answer);
            case ORG, LOGIN -> retries.org(write.delivery(), answer);
            case UNANSWERED ->
                write.call().isPresent()
                        ? unanswered(write, answer)
                        : passing(write, failure, answer); // a lookup, which changes nothing
        };
    }

    private Outcome passing(WriteInProgress write, Failure failure, Answer answer) {
        return isForOrg(failure) ? retries.org(write.delivery(), answer) : retries.passing(write.delivery(), answer);
    }

    /** Salesforce may still do it; only a create must not simply be done twice. */
    private Outcome unanswered(WriteInProgress write, Answer answer) {
        boolean isCreate = write.call().filter(Call.Create.class::isInstance).isPresent();
        Doubt doubt = isCreate ? Doubt.PLAINLY_CREATED : Doubt.NONE;
        return gate.pause().isPresent()
                ? retries.unansweredForOrg(write.delivery(), answer, doubt)
                : retries.unanswered(write.delivery(), answer, doubt);
    }

    /** Whether what it failed for is what the whole org suffers from, so that no attempt is spent on it. */
    private boolean isForOrg(Failure failure) {
        boolean fitsOrg = failure.httpStatus() >= 500
                || failure.httpStatus() == TOO_MANY_REQUESTS
                || failure.kind() == Failure.Kind.UNANSWERED;
        return fitsOrg && gate.pause().isPresent();
    }

    /** The record went between the lookup and the call, or was never there: an upsert has to begin again. */
    private Outcome goneMeanwhile(WriteInProgress write, Answer answer) {
        Operation operation = write.plan().orElseThrow().write().operation();
        return switch (operation) {
            case UPDATE, DELETE -> new Outcome.Skipped(noneFound(write, answer));
            case UPSERT ->
                write.call().filter(Call.Update.class::isInstance).isPresent()
                        ? retries.passing(write.delivery(), answer)
                        : new Outcome.Dead(answer);
            case CREATE, ADD -> new Outcome.Dead(answer);
        };
    }

    /** An update by external id finds out in one call what otherwise a lookup does; it is told in the same words. */
    private static Answer noneFound(WriteInProgress write, Answer answer) {
        boolean byExternalId =
                write.call().filter(Call.Upsert.class::isInstance).isPresent();
        return byExternalId && write.plan().orElseThrow().call(new Found.None()) instanceof Call.Skip skip
                ? skipped(write, skip)
                : answer;
    }

    private static void log(WriteInProgress write, Outcome outcome) {
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
    }

    private static Answer foundCreated(WriteInProgress write, Call.Done done) {
        String message = "an earlier attempt, whose answer never came, had created it";
        return answer(write, done.recordId(), true, 201, "", message, List.of());
    }

    private static boolean isForContactOfLead(WriteInProgress write) {
        return write.plan().orElseThrow().isForContactOfLead(write.call().orElseThrow());
    }

    private static Answer contactOfLead(WriteInProgress write, WriteResult.Written written) {
        List<String> lacked = write.plan().orElseThrow().lackedByContacts();
        String message = "the lead is converted: its contact was changed"
                + (lacked.isEmpty() ? "" : ", without the fields that contacts lack");
        return answer(write, written.recordId(), false, written.httpStatus(), "", message, lacked);
    }

    private static Answer skipped(WriteInProgress write, Call.Skip skip) {
        return answer(write, skip.recordId(), false, skip.httpStatus(), skip.errorCode(), skip.message(), List.of());
    }

    private static Answer answer(
            WriteInProgress write,
            String recordId,
            boolean created,
            int httpStatus,
            String errorCode,
            String message,
            List<String> fields) {
        return new Answer(
                operation(write),
                sObject(write),
                recordId,
                created,
                httpStatus,
                errorCode,
                message,
                fields,
                write.apiCalls());
    }

    private static String operation(WriteInProgress write) {
        return write.plan()
                .map(Plan::write)
                .map(record -> record.operation().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static String sObject(WriteInProgress write) {
        return write.call().orElse(null) instanceof Call.Update update
                ? update.sObject()
                : write.plan().map(plan -> plan.write().sObject()).orElse("");
    }
}
