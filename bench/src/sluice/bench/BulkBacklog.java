package sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import sluice.trial.BulkMappings;
import sluice.trial.OrgProcess;
import sluice.trial.ServiceProcess;
import sluice.trial.TrialStore;

/**
 * Salesforce is down while events of a batching mapping come, and comes back: with a heap of 512 MB they are all taken, and
 * all written by ingest jobs. Arguments: SQLITE or POSTGRESQL, events (1,000,000). Ends with 1 when a record is missing.
 */
public final class BulkBacklog {
    private static final int CONNECTIONS = 8;
    private static final int REQUEST = 100;
    private static final int BATCH_SIZE = 5_000;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final TrialStore store;
    private final Path folder;
    private final ServiceProcess service;
    private final HeapWatch watch;

    private BulkBacklog(TrialStore store, Path folder, ServiceProcess service) {
        this.store = store;
        this.folder = folder;
        this.service = service;
        this.watch = new HeapWatch(service, LOOK);
    }

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(arguments[0]);
        long events = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
        Path folder = Files.createTempDirectory("bulk-backlog");
        Map<String, String> settings = new HashMap<>(store.settings(folder));
        settings.put("mappings.dir", BulkMappings.of(folder, BATCH_SIZE).toString());
        settings.put("bulk.max-age", "10s");
        boolean isRight;
        try (OrgProcess org = OrgProcess.start(folder, "--journal", "0", "--max-records", "10000000");
                ServiceProcess service = new ServiceProcess(folder, org, settings, "-Xmx512m")) {
            service.start();
            service.awaitReady();
            isRight = new BulkBacklog(store, folder, service).run(org, events);
        }
        System.exit(isRight ? 0 : 1);
    }

    private boolean run(OrgProcess org, long events) {
        org.fault("{\"kind\": \"status\", \"status\": 503, \"count\": -1}");
        watch.begin();
        try (Load load = new Load(service.url(), BulkThroughput::event, REQUEST, CONNECTIONS)) {
            load.allow(events);
            watch.until(() -> load.taken() >= events);
        }
        watch.report("taken while Salesforce is down", events);
        org.mend();
        watch.begin();
        watch.until(() -> store.open(folder) == 0);
        watch.report("written afterwards", events);
        long records = org.count("Contact");
        System.out.printf("records: %,d of %,d%n", records, events);
        return records == events;
    }
}
