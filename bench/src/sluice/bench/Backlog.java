package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import sluice.trial.OrgProcess;
import sluice.trial.ServiceProcess;
import sluice.trial.TrialStore;

/**
 * Salesforce is down while events come, and comes back: they are all taken with a heap of 512 MB, and written as fast as
 * otherwise, or half as fast. Arguments: SQLITE or POSTGRESQL, events (500,000), milliseconds of the org's latency (10).
 * Ends with 1 when one was lost.
 */
public final class Backlog {
    private static final int CONNECTIONS = 8;
    private static final int REQUEST = 100;
    private static final long MOST_OPEN = 5_000;
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(200);

    private Backlog() {}

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(arguments[0]);
        long events = arguments.length > 1 ? Long.parseLong(arguments[1]) : 500_000;
        String latency = arguments.length > 2 ? arguments[2] : "10";
        Path folder = Files.createTempDirectory("backlog");
        boolean isRight;
        try (OrgProcess org = OrgProcess.start(folder, "--latency-ms", latency, "--journal", "0");
                ServiceProcess service = new ServiceProcess(folder, org, store.settings(folder), "-Xmx512m")) {
            service.start();
            service.awaitReady();
            try (Load load = new Load(service.url(), Throughput::byExternalId, REQUEST, CONNECTIONS)) {
                isRight = run(org, load, store, folder, events);
            }
        }
        System.exit(isRight ? 0 : 1);
    }

    private static boolean run(OrgProcess org, Load load, TrialStore store, Path folder, long events) {
        load.allow(MOST_OPEN);
        load.keepFull(store, folder, USUAL);
        System.out.printf("usual: %,.0f a second%n", load.keepFull(store, folder, USUAL) / (double) USUAL.toSeconds());
        until(() -> store.open(folder) == 0);

        org.fault("{\"kind\": \"status\", \"status\": 503, \"count\": -1}");
        long before = load.taken();
        Instant begin = Instant.now();
        load.allow(events);
        until(() -> load.taken() - before >= events);
        System.out.printf("taken while Salesforce is down: %s%n", rate(load.taken() - before, begin));
        System.out.printf("open then: %,d%n", store.open(folder));

        org.mend();
        until(() -> store.open(folder) < events - MOST_OPEN); // the pause is over
        begin = Instant.now();
        long rest = store.open(folder);
        until(() -> store.open(folder) == 0);
        System.out.printf("written afterwards: %s%n", rate(rest, begin));
        long wrong = wrong(org.records("Contact"), load.taken());
        System.out.printf("records that are missing or wrong: %,d%n", wrong);
        return wrong == 0;
    }

    /** Each record must hold its last event's number, as {@link Throughput#byExternalId} gave it. */
    private static long wrong(List<JsonNode> records, long events) {
        long right = records.stream()
                .filter(record -> {
                    long number = Long.parseLong(record.path("Title").asText().substring(1));
                    long key = Long.parseLong(
                            record.path("External_Id__c").asText().substring(1));
                    return number % Throughput.RECORDS == key && number + Throughput.RECORDS >= events;
                })
                .count();
        return Math.min(events, Throughput.RECORDS) - right;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static String rate(long events, Instant begin) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        return "%,d in %.1f s, %,.0f a second".formatted(events, seconds, events / seconds);
    }
}
