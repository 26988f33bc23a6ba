package sluice.flow.bulk;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jboss.logging.Logger;
import sluice.action.MappingDirectory;
import sluice.event.JsonText;
import sluice.flow.connection.OrgGate;
import sluice.flow.connection.SalesforceSettings;
import sluice.flow.connection.SendingPausedException;
import sluice.flow.write.Failures;
import sluice.flow.write.LeaseLapsedException;
import sluice.flow.write.SalesforceCalls;
import sluice.ledger.BulkGroups;
import sluice.ledger.JobClaim;
import sluice.salesforce.Failure;
import sluice.salesforce.WriteOptions;

/**
 * The steps between the calls of the route {@code send-job}: they say which call an ingest job needs next and read what
 * came of it. Thread-safe.
 */
@Singleton
@RegisterForReflection
@Named("jobSender")
public final class JobSender {
    private static final Logger LOG = Logger.getLogger(JobSender.class);

    private final JobParts parts;
    private final BulkGroups groups;
    private final MappingDirectory mappings;
    private final PinnedMappings pinned;
    private final OrgGate gate;
    private final SalesforceCalls calls;
    private final String jobs;

    JobSender(
            JobParts parts,
            BulkGroups groups,
            MappingDirectory mappings,
            PinnedMappings pinned,
            OrgGate gate,
            SalesforceSettings salesforce) {
        this.parts = parts;
        this.groups = groups;
        this.mappings = mappings;
        this.pinned = pinned;
        this.gate = gate;
        this.calls = new SalesforceCalls(salesforce.apiVersion());
        this.jobs = parts.search().path();
    }

    /** Body in: a {@link JobClaim}. Sets the headers {@code mapping}, {@code operation}, {@code sObject}. */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        JobClaim claim = message.getBody(JobClaim.class);
        JobJournal journal =
                JobJournal.on(exchange).orElseGet(() -> new LedgerJournal(groups, mappings, parts.clock(), claim));
        JobVisit visit = new JobVisit(parts, journal, pinned.of(claim));
        visit.keepOn(exchange);
        message.setHeader("mapping", claim.mapping());
        message.setHeader("operation", visit.lane().operation().word());
        message.setHeader("sObject", visit.lane().sObject());
    }

    /**
     * Sets the header {@code call} and what belongs to it; {@code none} when there is nothing to be done for now.
     *
     * @throws sluice.flow.connection.SendingPausedException when the whole org is in trouble since the job was claimed
     * @throws sluice.flow.write.LeaseLapsedException when somebody else may be carrying the job on
     */
    public void next(Exchange exchange) throws IOException {
        JobVisit visit = JobVisit.on(exchange);
        Optional<JobCall> call = visit.next();
        SalesforceCalls.clear(exchange.getMessage());
        if (call.isEmpty()) {
            exchange.getMessage().setHeader("call", "none");
            parts.files().delete(visit.claim());
        } else {
            if (!(call.get() instanceof JobCall.Settle)) {
                gate.check(exchange);
            }
            visit.journal().renew();
            prepare(exchange.getMessage(), call.get());
        }
    }

    private void prepare(Message message, JobCall call) {
        if (call instanceof JobCall.Lookup lookup) {
            calls.prepare(message, lookup.call(), WriteOptions.NONE);
        } else if (call instanceof JobCall.Create create) {
            begin(message, "createJob", jobs).setBody(JsonText.of(create.body()));
        } else if (call instanceof JobCall.Upload upload) {
            begin(message, "uploadRows", job(upload.jobId()) + "/batches").setBody(upload.csv());
        } else if (call instanceof JobCall.Change change) {
            begin(message, "changeJob", job(change.jobId())).setBody(JsonText.of(change.body()));
        } else if (call instanceof JobCall.Get get) {
            begin(message, "getJob", job(get.jobId()));
        } else if (call instanceof JobCall.ListJobs list) {
            begin(message, "getJob", list.path());
        } else if (call instanceof JobCall.Download download) {
            begin(message, "downloadResults", job(download.jobId()) + "/" + download.results())
                    .setBody(download.target());
        } else if (call instanceof JobCall.Settle settle) {
            begin(message, "settle", "").setBody(settle.settlements());
        }
    }

    private static Message begin(Message message, String call, String path) {
        message.setHeader("call", call);
        message.setHeader(JobFiles.PATH, path);
        return message;
    }

    private String job(String id) {
        return jobs + "/" + id;
    }

    /** After an error of the call: body out is what it means. */
    public void failed(Exchange exchange) {
        exchange.getMessage().setBody(Failures.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
    }

    /** Reads the answer of the call, or what {@link #failed} made of it. */
    public void read(Exchange exchange) throws IOException {
        JobVisit visit = JobVisit.on(exchange);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Failure failure) {
            visit.failed(failure);
        } else {
            boolean isJson =
                    exchange.getMessage().getHeader("call", String.class).matches("query.*|.*Job");
            visit.answered(isJson ? SalesforceCalls.answer(exchange) : MissingNode.getInstance());
        }
    }

    /** Whatever else went wrong: the job is taken up again where it was, after a while. */
    public void putOff(Exchange exchange) {
        Exception thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        JobVisit visit = JobVisit.on(exchange);
        if (visit == null) {
            LOG.errorf(thrown, "An ingest job cannot be taken up; it is tried again when its lease has lapsed");
            return;
        }
        parts.files().delete(visit.claim());
        if (thrown instanceof SendingPausedException) {
            visit.comeBackIn(parts.settings().pollFirstDelay());
        } else if (thrown instanceof LeaseLapsedException) {
            LOG.infof(
                    "The job of group %d is held, or no longer ours",
                    visit.claim().group());
            visit.comeBackIn(parts.settings().pollFirstDelay());
        } else {
            LOG.errorf(
                    thrown,
                    "The job of group %d cannot be carried on; it is tried again",
                    visit.claim().group());
            parts.troubles().silent(visit, "it cannot be carried on");
            visit.comeBackIn(parts.settings().pollMaxDelay());
        }
    }
}
