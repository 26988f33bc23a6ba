package sluice.flow.bulk;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import sluice.salesforce.Failure;
import sluice.salesforce.bulk.IngestJob;

/** Tells of what somebody must look at: a line in the log, and the counter {@code bulk.alarms}. Thread-safe. */
@Singleton
final class JobAlarms {
    private static final Logger LOG = Logger.getLogger(JobAlarms.class);

    private final MeterRegistry metrics;

    JobAlarms(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Salesforce refuses to create the job. */
    void refused(JobVisit visit, String why) {
        count("refused");
        LOG.errorf(
                "mapping %s: Salesforce takes no ingest job that does %s with %s (%s). Its deliveries are dead letters; its"
                        + " next jobs are held until the mapping is edited or released (POST /api/jobs/release)",
                visit.claim().mapping(),
                visit.lane().operation().word(),
                visit.lane().sObject(),
                why);
    }

    /** Salesforce refuses the rows of a job as they stand. */
    void invalid(JobVisit visit, IngestJob job) {
        count("invalid");
        LOG.errorf(
                "mapping %s: Salesforce refuses all rows of job %s: %s. %sThey are dead letters; its next jobs are held"
                        + " until the mapping is edited or released (POST /api/jobs/release)",
                visit.claim().mapping(),
                job.id(),
                job.errorMessage(),
                job.unknownField()
                        .map(field ->
                                "%s has no field %s. ".formatted(visit.lane().sObject(), field))
                        .orElse(""));
    }

    /** The job is gone, or its results are. */
    void lost(JobVisit visit, String what) {
        count("lost");
        LOG.errorf(
                "mapping %s: job %s is lost (%s). What can be repeated is done again; what may have made records is"
                        + " uncertain",
                visit.claim().mapping(), visit.claim().jobId().orElse("?"), what);
    }

    void timedOut(JobVisit visit) {
        count("timeout");
        LOG.errorf(
                "mapping %s: job %s outlives bulk.job-timeout; unless it ends now it is aborted, and what it did not process"
                        + " goes in another",
                visit.claim().mapping(), visit.claim().jobId().orElse("?"));
    }

    /** A job cannot be created, filled or closed, several times in a row. */
    void failing(JobVisit visit, int inARow, Failure failure, String whatNext) {
        count("failing");
        LOG.errorf(
                "mapping %s: the ingest job of group %d cannot be begun, %d times in a row (status %d %s: %s). %s",
                visit.claim().mapping(),
                visit.claim().group(),
                inARow,
                failure.httpStatus(),
                failure.errorCode(),
                failure.message(),
                whatNext);
    }

    /** Nothing was learnt of a job for {@code bulk.job-timeout}. */
    void silent(JobVisit visit, String why) {
        count("silent");
        LOG.errorf(
                "mapping %s: nothing has been learnt of the ingest job %s of group %d for bulk.job-timeout (%s). It is asked"
                        + " again",
                visit.claim().mapping(),
                visit.claim().jobId().orElse("?"),
                visit.claim().group(),
                why);
    }

    /** A job was to be created, no answer came, and none is to be found. */
    void unseen(JobVisit visit) {
        count("unseen");
        LOG.warnf(
                "mapping %s: the ingest job of group %d was to be created, and none is to be found; it gets another one",
                visit.claim().mapping(), visit.claim().group());
    }

    /** A job may have been created without our knowing its id. */
    void unknown(JobVisit visit, int candidates) {
        count("unknown");
        LOG.errorf(
                "mapping %s: one of %d open ingest jobs that do %s with %s may be ours. It has no rows and does nothing;"
                        + " abort it in Setup, Bulk Data Load Jobs",
                visit.claim().mapping(),
                candidates,
                visit.lane().operation().word(),
                visit.lane().sObject());
    }

    private void count(String kind) {
        metrics.counter("bulk.alarms", "kind", kind).increment();
    }
}
