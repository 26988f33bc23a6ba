package sluice.embeddedorg;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import sluice.embeddedorg.faults.CallJournal;
import sluice.embeddedorg.faults.Faults;

/**
 * An in-memory Salesforce, listening. Safe for threads.
 *
 * <p>Objects: Lead, Contact, Account, Opportunity, Case and {@code Subscription__c}, each with the unique external id fields
 * {@code External_Id__c} and {@code Event_Id__c}.
 */
public final class EmbeddedOrg implements AutoCloseable {
    private final Vertx vertx;
    private final ScheduledExecutorService worker;
    private final OrgServer server;
    private final Org org;
    private final RecordsView view;

    private EmbeddedOrg(Vertx vertx, ScheduledExecutorService worker, EmbeddedOrgSettings settings) {
        this.vertx = vertx;
        this.worker = worker;
        this.org = new Org(settings, Clock.systemUTC(), worker);
        this.view = new RecordsView(org.records());
        this.server = new OrgServer(vertx, org, new Dispatcher(org, new ControlCalls(org, view)), settings);
    }

    /**
     * Starts an org and returns once it takes calls.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static EmbeddedOrg start(EmbeddedOrgSettings settings) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-org-jobs");
            thread.setDaemon(true);
            return thread;
        });
        EmbeddedOrg org = new EmbeddedOrg(vertx, worker, settings);
        try {
            org.server.listen();
        } catch (IllegalStateException e) {
            org.close();
            throw e;
        }
        return org;
    }

    /** {@code http://127.0.0.1:8181}: login URL and instance URL alike. */
    public URI url() {
        return server.url();
    }

    public int port() {
        return url().getPort();
    }

    /** The records as an HTML page. */
    public String page() {
        return view.page();
    }

    /** {@code {"Lead": [{"Id": "00Q…", …}], …}}. @param limit the newest so many of each object */
    public JsonNode records(int limit) {
        return view.json(Optional.empty(), limit);
    }

    public Faults faults() {
        return org.faults();
    }

    public CallJournal calls() {
        return org.journal();
    }

    /** Ends all sessions, so that the next call gets 401. */
    public void expireSessions() {
        org.sessions().expireAll();
    }

    /** Sets what {@code Sforce-Limit-Info} says and when calls get 403. */
    public void setUsage(long used, long allowed) {
        org.usage().set(used, allowed);
    }

    /** Forgets records, jobs, faults, calls and usage. */
    public void reset() {
        org.reset();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
