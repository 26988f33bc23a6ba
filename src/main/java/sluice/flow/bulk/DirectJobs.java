package sluice.flow.bulk;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.ProducerTemplate;
import sluice.action.Mapping;
import sluice.flow.write.RecordWriter;
import sluice.ledger.JobClaim;
import sluice.ledger.Member;

/** Sends jobs that somebody waits for, through the same route as those of the ledger. Thread-safe. */
@Singleton
public final class DirectJobs {
    private static final String ROUTE = "direct:send-job";

    private final ProducerTemplate routes;
    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "direct-job");
        thread.setDaemon(true);
        return thread;
    });

    DirectJobs(ProducerTemplate routes, Clock clock) {
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * Begins a job that the ledger does not know.
     *
     * @param lane that all the deliveries may go in
     * @param members those of one record as one row
     */
    public AwaitedJob send(Mapping mapping, String lane, List<Member> members) {
        AwaitedJob job = new AwaitedJob(
                clock,
                AwaitedJob.claim(
                        -numbers.incrementAndGet(),
                        lane,
                        mapping.name(),
                        mapping.version(),
                        mapping.definitionText(),
                        clock.instant(),
                        members.size()),
                members);
        threads.execute(() -> carryOn(job, mapping));
        return job;
    }

    /** Carries a job of the ledger on at once, as far as it goes; the rest is {@code ledger:jobs}'. */
    public void begin(JobClaim claim) {
        threads.execute(
                () -> routes.send(ROUTE, exchange -> exchange.getMessage().setBody(claim)));
    }

    private void carryOn(AwaitedJob job, Mapping mapping) {
        try {
            while (job.awaitNext()) {
                routes.send(ROUTE, exchange -> {
                    exchange.setProperty(JobJournal.PROPERTY, job);
                    exchange.setProperty(RecordWriter.INLINE_MAPPING, mapping);
                    exchange.getMessage().setBody(job.claim());
                });
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
