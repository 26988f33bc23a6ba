package sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import sluice.trial.OrgProcess;
import sluice.trial.ServiceProcess;
import sluice.trial.TrialStore;

/**
 * Upserts through HTTP into the ledger and on to the embedded org, each a process of its own, as many as go: a bounded
 * number of deliveries is open all the time. Arguments: SQLITE or POSTGRESQL, seconds to measure (60), latencies of the
 * org in milliseconds (1,10,100), events of a request (100). Prints a line of a table for each.
 */
public final class Throughput {
    private static final int CONNECTIONS = 8;
    static final int RECORDS = 50_000;
    private static final long MOST_OPEN = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    /** By which field the records are found. */
    private enum Key {
        EMAIL(Throughput::byEmail),
        EXTERNAL_ID(Throughput::byExternalId);

        private final LongFunction<String> event;

        Key(LongFunction<String> event) {
            this.event = event;
        }
    }

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        TrialStore store = TrialStore.valueOf(argument(arguments, 0, "SQLITE"));
        Duration measured = Duration.ofSeconds(Long.parseLong(argument(arguments, 1, "60")));
        int requestSize = Integer.parseInt(argument(arguments, 3, "100"));
        System.out.println("| store | key | a request | latency | events/s | CPU s per 1,000 | p50 ms | p99 ms |");
        for (String latency : argument(arguments, 2, "1,10,100").split(",")) {
            for (Key key : Key.values()) {
                Path folder = Files.createTempDirectory("throughput");
                String result = measure(folder, store, key, requestSize, latency, measured);
                System.out.printf("| %s | %s | %d | %s ms | %s |%n", store, key, requestSize, latency, result);
            }
        }
        System.exit(0);
    }

    private static String measure(
            Path folder, TrialStore store, Key key, int requestSize, String latency, Duration measured) {
        try (OrgProcess org = OrgProcess.start(folder, "--latency-ms", latency, "--journal", "0");
                ServiceProcess service = new ServiceProcess(folder, org, store.settings(folder), "-Xmx512m")) {
            service.start();
            service.awaitReady();
            try (Load load = new Load(service.url(), key.event, requestSize, CONNECTIONS)) {
                load.allow(MOST_OPEN);
                load.keepFull(store, folder, WARM_UP);
                Instant begin = Instant.now();
                Duration cpu = service.cpu();
                long written = load.keepFull(store, folder, measured);
                double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
                double cpuSeconds = service.cpu().minus(cpu).toMillis() / 1000.0;
                List<Long> waits = store.numbers(
                        folder,
                        "select changed_at - received_at as wait from delivery where state = 2 and changed_at > %d order by wait"
                                .formatted(begin.toEpochMilli()));
                return String.format(
                        Locale.ROOT,
                        "%,.0f | %.2f | %d | %d",
                        written / seconds,
                        cpuSeconds / written * 1000,
                        waits.get(waits.size() / 2),
                        waits.get(waits.size() * 99 / 100));
            }
        }
    }

    private static String byEmail(long number) {
        return "{\"type\":\"identify\",\"messageId\":\"m%d\",\"userId\":\"u%d\",".formatted(number, number % RECORDS)
                + context()
                + "\"traits\":{\"email\":\"person%d@trial.example\",\"title\":\"v%d\"}}"
                        .formatted(number % RECORDS, number);
    }

    /** Event n says of record n % 50,000 that its title is v&lt;n&gt;. */
    static String byExternalId(long number) {
        return "{\"type\":\"track\",\"event\":\"Contact Changed\",\"messageId\":\"m%d\",\"userId\":\"u%d\","
                        .formatted(number, number % RECORDS)
                + context()
                + "\"properties\":{\"key\":\"k%d\",\"title\":\"v%d\"}}".formatted(number % RECORDS, number);
    }

    /** What clients send along. */
    static String context() {
        return "\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"context\":{\"library\":{\"name\":\"analytics.js\","
                + "\"version\":\"2.11.1\"},\"page\":{\"path\":\"/pricing\",\"referrer\":\"\",\"search\":\"\","
                + "\"title\":\"Pricing\",\"url\":\"https://www.example.com/pricing\"},\"userAgent\":\"Mozilla/5.0 (X11;"
                + " Linux x86_64) AppleWebKit/537.36\",\"locale\":\"en-US\",\"ip\":\"203.0.113.9\"},";
    }

    private static String argument(String[] arguments, int index, String otherwise) {
        return arguments.length > index && !arguments[index].equals(".*") ? arguments[index] : otherwise;
    }
}
