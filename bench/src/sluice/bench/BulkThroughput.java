package sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sluice.trial.BulkMappings;
import sluice.trial.OrgProcess;
import sluice.trial.ServiceProcess;
import sluice.trial.TrialStore;

/**
 * Events of a batching mapping through HTTP in batches of 100 into ingest jobs of the embedded org, each a process of its
 * own: events a second from the first request to the end of the last job. Arguments: SQLITE or POSTGRESQL, events (300,000),
 * rounds after one to warm up (2), further options of the service's Java. Prints a line for each round; the service is
 * stopped as its owner would, so that a flight recording is written.
 */
public final class BulkThroughput {
    private static final int CONNECTIONS = 8;
    private static final int REQUEST = 100;
    private static final int BATCH_SIZE = 5_000;
    private static final long MOST_AHEAD = 50_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Map<String, String> SETTINGS = Map.of(
            "bulk.max-age", "10s",
            "bulk.poll-first-delay", "200ms",
            "bulk.poll-max-delay", "1s");

    private final TrialStore store;
    private final Path folder;
    private final ServiceProcess service;

    private BulkThroughput(TrialStore store, Path folder, ServiceProcess service) {
        this.store = store;
        this.folder = folder;
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(arguments[0]);
        long events = arguments.length > 1 ? Long.parseLong(arguments[1]) : 300_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        List<String> java = new ArrayList<>(List.of("-Xmx512m"));
        java.addAll(List.of(arguments).subList(Math.min(3, arguments.length), arguments.length));
        Path folder = Files.createTempDirectory("bulk-throughput");
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(store.settings(folder));
        settings.put("mappings.dir", BulkMappings.of(folder, BATCH_SIZE).toString());
        try (OrgProcess org = OrgProcess.start(folder, "--journal", "0", "--max-records", "10000000");
                ServiceProcess service = new ServiceProcess(folder, org, settings, java.toArray(String[]::new))) {
            service.start();
            service.awaitReady();
            BulkThroughput throughput = new BulkThroughput(store, folder, service);
            try (Load load = new Load(service.url(), BulkThroughput::event, REQUEST, CONNECTIONS)) {
                throughput.round(load, events / 3 / REQUEST * REQUEST, "warm-up");
                for (int round = 1; round <= rounds; round++) {
                    throughput.round(load, events, "round " + round);
                }
            }
            service.stop();
        }
        System.exit(0);
    }

    private void round(Load load, long events, String name) {
        long before = load.taken();
        Instant begin = Instant.now();
        Duration cpu = service.cpu();
        long allowed = 0;
        while (load.taken() - before < events) {
            long open = store.open(folder);
            long more = Math.min(events, load.taken() - before + Math.max(0, MOST_AHEAD - open)) - allowed;
            if (more >= REQUEST) {
                load.allow(more / REQUEST * REQUEST);
                allowed += more / REQUEST * REQUEST;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Instant taken = Instant.now();
        service.post("/api/jobs/flush", "{}");
        until(() -> store.open(folder) == 0);
        double seconds = seconds(begin, Instant.now());
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %,d events, %,.0f a second (taken %,.0f a second), %.3f CPU s per 1,000%n",
                store,
                name,
                events,
                events / seconds,
                events / seconds(begin, taken),
                service.cpu().minus(cpu).toMillis() / 1.0 / events);
    }

    /** Upserts by external id, each of a record of its own, as a job has them. */
    static String event(long number) {
        return "{\"type\":\"track\",\"event\":\"Contact Changed\",\"messageId\":\"m%d\",\"userId\":\"u%d\","
                        .formatted(number, number)
                + Throughput.context()
                + "\"properties\":{\"key\":\"k%d\",\"title\":\"v%d\"}}".formatted(number, number);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
