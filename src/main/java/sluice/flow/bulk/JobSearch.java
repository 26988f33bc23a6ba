package sluice.flow.bulk;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelContext;
import sluice.flow.connection.SalesforceSettings;
import sluice.flow.connection.SalesforceUser;
import sluice.ledger.BulkGroups;
import sluice.ledger.GroupState;
import sluice.ledger.JobFilter;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.Lane;

/** Which of Salesforce's jobs may be one whose id we do not know. Thread-safe. */
@Singleton
final class JobSearch {
    /** How far our clock and Salesforce's may be apart. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final CamelContext camel;
    private final BulkGroups groups;
    private final SalesforceSettings settings;

    JobSearch(CamelContext camel, BulkGroups groups, SalesforceSettings settings) {
        this.camel = camel;
        this.groups = groups;
        this.settings = settings;
    }

    /** Of the list of all jobs. */
    String path() {
        return "/services/data/v%s/jobs/ingest".formatted(settings.apiVersion());
    }

    /** Without it, a job that fits may be somebody else's. */
    boolean knowsUser() {
        return SalesforceUser.id(camel).isPresent();
    }

    boolean fits(IngestJob job, JobVisit visit) {
        Lane lane = visit.lane();
        Instant from = visit.claim().intendedAt().orElseThrow().minus(CLOCKS);
        return job.state().filter(IngestJob.State.OPEN::equals).isPresent()
                && job.object().equalsIgnoreCase(lane.sObject())
                && job.operation().equals(lane.operation().word())
                && job.created().filter(created -> !created.isBefore(from)).isPresent()
                && isOurs(job)
                && !isKnown(job);
    }

    /** Whether it is written down as the job of some group. */
    boolean isKnown(IngestJob job) {
        return groups.jobs(JobFilter.all().job(job.id())).total() > 0;
    }

    /** Whether another group's job of the same kind is about to be created, so that the one which fits may be its. */
    boolean isAnotherBegun(JobVisit visit) {
        return groups.jobs(JobFilter.all().state(GroupState.INTENDED)).items().stream()
                .filter(other -> other.id() != visit.claim().group())
                .map(other -> Lane.parse(other.lane()))
                .anyMatch(other -> other.sObject().equals(visit.lane().sObject())
                        && other.operation() == visit.lane().operation());
    }

    private boolean isOurs(IngestJob job) {
        Optional<String> user = SalesforceUser.id(camel);
        return user.isEmpty() || ShortId.of(user.get()).equals(ShortId.of(job.createdById()));
    }
}
