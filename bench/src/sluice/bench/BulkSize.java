package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import sluice.trial.OrgProcess;
import sluice.trial.ServiceProcess;
import sluice.trial.TrialStore;

/**
 * One ingest job of about as many bytes as Salesforce takes, by a service with a small heap: the job's CSV and its result
 * files, which hold the rows again, are larger than the heap would bear. Arguments: SQLITE or POSTGRESQL, megabytes of CSV
 * (90), megabytes of heap (128). Ends with 1 when a record is missing or it was not one job.
 */
public final class BulkSize {
    private static final int CONNECTIONS = 2;
    private static final int REQUEST = 10;
    private static final int DESCRIPTION = 20_000;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String TEXT = "lorem ipsum, \"dolor\" sit amet ".repeat(DESCRIPTION / 30 + 1);
    private static final String MAPPING =
            """
            action: contact
            trigger: type = "track" and event = "Contact Changed"
            syncMode: upsert
            mapping:
              bulkUpsertExternalId:
                externalIdName: External_Id__c
                externalIdValue: { "@path": $.properties.key }
              last_name: Trial
              customFields: { Description: { "@path": $.properties.text } }
              enable_batching: true
              batch_size: 10000
            """;

    private final TrialStore store;
    private final Path folder;
    private final ServiceProcess service;
    private final HeapWatch watch;

    private BulkSize(TrialStore store, Path folder, ServiceProcess service) {
        this.store = store;
        this.folder = folder;
        this.service = service;
        this.watch = new HeapWatch(service, LOOK);
    }

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(arguments[0]);
        long megabytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 90;
        String heap = arguments.length > 2 ? arguments[2] : "128";
        Path folder = Files.createTempDirectory("bulk-size");
        Map<String, String> settings = new HashMap<>(store.settings(folder));
        settings.put("mappings.dir", mappings(folder).toString());
        settings.put("bulk.max-age", "10m");
        settings.put("ingest.max-request-bytes", "1000000");
        boolean isRight;
        try (OrgProcess org = OrgProcess.start(folder, "--journal", "0");
                ServiceProcess service = new ServiceProcess(folder, org, settings, "-Xmx" + heap + "m")) {
            service.start();
            service.awaitReady();
            long events = megabytes * 1_000_000 / bytes() / REQUEST * REQUEST;
            isRight = new BulkSize(store, folder, service).run(org, events);
        }
        System.exit(isRight ? 0 : 1);
    }

    private boolean run(OrgProcess org, long events) {
        watch.begin();
        try (Load load = new Load(service.url(), BulkSize::event, REQUEST, CONNECTIONS)) {
            load.allow(events);
            watch.until(() -> load.taken() >= events);
        }
        watch.report("taken, some %,d MB".formatted(events * bytes() / 1_000_000), events);
        watch.begin();
        service.post("/api/jobs/flush", "{}");
        watch.until(() -> store.open(folder) == 0);
        watch.report("mapped, uploaded, followed, and their results read", events);
        long records = org.count("Contact");
        long jobs = service.api("/api/jobs?limit=1").path("total").asLong();
        System.out.printf("jobs: %d; records: %,d of %,d%n", jobs, records, events);
        return records == events && jobs == 1;
    }

    /** Of a row: quotes are doubled in a CSV. */
    private static long bytes() {
        return TEXT.length() + TEXT.chars().filter(c -> c == '"').count() + 30;
    }

    private static String event(long number) {
        return "{\"type\":\"track\",\"event\":\"Contact Changed\",\"messageId\":\"m%d\",\"userId\":\"u%d\","
                        .formatted(number, number)
                + "\"properties\":{\"key\":\"k%d\",\"text\":\"%s\"}}".formatted(number, TEXT.replace("\"", "\\\""));
    }

    private static Path mappings(Path folder) throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(mappings.resolve("contacts.yaml"), MAPPING);
        return mappings;
    }
}
