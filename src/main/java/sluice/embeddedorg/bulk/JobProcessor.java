package sluice.embeddedorg.bulk;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import sluice.embeddedorg.bulk.IngestJob.State;
import sluice.embeddedorg.store.ParentLookup;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.RowLookup;

/**
 * Processes closed jobs on a thread of its own, by chunks of 200 rows, so that calls come in between. An upsert's keys are
 * compared within a chunk: the same key twice fails there, while in different chunks the later row updates.
 */
final class JobProcessor {
    private static final Logger LOG = Logger.getLogger(JobProcessor.class);
    private static final int CHUNK_ROWS = 200;

    private final Records records;
    private final RecordWriter writer;
    private final JobFaults faults;
    private final Clock clock;
    private final ScheduledExecutorService worker;
    private final Duration chunkDelay;

    JobProcessor(
            Records records,
            RecordWriter writer,
            JobFaults faults,
            Clock clock,
            ScheduledExecutorService worker,
            Duration chunkDelay) {
        this.records = records;
        this.writer = writer;
        this.faults = faults;
        this.clock = clock;
        this.worker = worker;
        this.chunkDelay = chunkDelay;
    }

    void submit(IngestJob job) {
        later(job, () -> begin(job));
    }

    /** Aborts a job; what it has not begun yet is unprocessed. Callers synchronise on the records. */
    void stop(IngestJob job) {
        boolean isBegun = job.state() == State.IN_PROGRESS;
        job.enter(State.ABORTED, clock.instant());
        try {
            if (!isBegun && job.hasContent()) {
                job.read(Upload.parse(job.csv(), job.form()));
            }
        } catch (JobFailure unreadable) {
            LOG.debugf("embedded org: job %s had no rows", job.id());
        }
    }

    private void begin(IngestJob job) {
        byte[] csv;
        synchronized (records) {
            if (job.state() != State.UPLOAD_COMPLETE) {
                return;
            }
            job.enter(State.IN_PROGRESS, clock.instant());
            csv = job.hasContent() ? job.csv() : new byte[0];
        }
        try {
            Upload upload = Upload.parse(csv, job.form());
            synchronized (records) {
                job.read(upload);
            }
            Columns columns = Columns.of(job, upload.header(), new ParentLookup(records));
            RowProcessor rows = new RowProcessor(job, columns, writer, new RowLookup(records));
            Optional<JobFaults.JobFault> fault = faults.next(job.object().name());
            chunk(job, rows, fault);
        } catch (JobFailure e) {
            fail(job, e.getMessage());
        }
    }

    private void chunk(IngestJob job, RowProcessor processor, Optional<JobFaults.JobFault> fault) {
        long start = clock.millis();
        synchronized (records) {
            if (job.state() != State.IN_PROGRESS) {
                return;
            }
            int done = job.results().size();
            int last = fault.map(
                            f -> Math.min(f.afterRows(), job.upload().rows().size()))
                    .orElse(job.upload().rows().size());
            List<List<String>> rows = job.upload().rows().subList(done, Math.min(last, done + CHUNK_ROWS));
            processor.process(rows);
            job.spend(clock.millis() - start);
            if (job.results().size() < last) {
                later(job, () -> chunk(job, processor, fault));
            } else if (fault.isPresent()) {
                job.fail(fault.get().message(), clock.instant());
            } else {
                job.enter(State.JOB_COMPLETE, clock.instant());
            }
        }
    }

    private void fail(IngestJob job, String message) {
        synchronized (records) {
            if (job.state() == State.IN_PROGRESS) {
                job.fail(message, clock.instant());
            }
        }
    }

    private void later(IngestJob job, Runnable step) {
        Runnable guarded = () -> {
            try {
                step.run();
            } catch (RuntimeException e) { // the edge: a job must come to an end
                LOG.errorf(e, "embedded org: job %s failed", job.id());
                fail(job, "InternalServerError : Unable to process the job");
            }
        };
        worker.schedule(guarded, chunkDelay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
