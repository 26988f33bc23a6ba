package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import sluice.ledger.Answer;
import sluice.ledger.Claim;
import sluice.ledger.EventBody;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;
import sluice.ledger.NewDelivery;
import sluice.ledger.Outcome;
import sluice.ledger.RecordKey;
import sluice.ledger.Settlement;

/**
 * Whole lives a second: append in requests of 100, claim up to 200, settle as delivered, each with one record key and a
 * 600-byte event. One thread appends, one sends. Arguments: lives per round (default 200,000), rounds (default 5).
 */
public final class LedgerBenchmark {
    private static final int REQUEST = 100;
    private static final int IN_FLIGHT = 8;
    private static final EventBody EVENT = EventBody.of("{\"type\":\"identify\",\"pad\":\"" + "x".repeat(570) + "\"}");

    private LedgerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int lives = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path directory = Files.createTempDirectory("ledger-benchmark");
        LedgerSettings settings =
                new LedgerSettings(directory, "benchmark", Duration.ofMinutes(2), Duration.ofMinutes(1), 10_000_000);
        try (Ledger ledger = Ledger.open(settings, Clock.systemUTC())) {
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                run(ledger, round, lives);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(Locale.ROOT, "round %d: %,.0f lives/s%n", round + 1, lives / seconds);
            }
        }
        delete(directory);
    }

    private static void run(Ledger ledger, int round, int lives) throws InterruptedException {
        CompletableFuture<Void> appending = CompletableFuture.runAsync(() -> append(ledger, round, lives));
        int settled = 0;
        while (settled < lives) {
            List<Settlement> settlements =
                    ledger.claim(200).map(LedgerBenchmark::delivered).orElse(List.of());
            if (settlements.isEmpty()) {
                ledger.awaitWork(Duration.ofSeconds(1));
                continue;
            }
            ledger.settle(settlements);
            settled += settlements.size();
        }
        appending.join();
    }

    private static void append(Ledger ledger, int round, int lives) {
        List<CompletableFuture<?>> inFlight = new ArrayList<>();
        for (int first = 0; first < lives; first += REQUEST) {
            inFlight.add(ledger.append(request(round, first)));
            if (inFlight.size() == IN_FLIGHT) {
                inFlight.remove(0).join();
            }
        }
        inFlight.forEach(CompletableFuture::join);
    }

    private static List<NewDelivery> request(int round, int first) {
        List<NewDelivery> request = new ArrayList<>(REQUEST);
        for (int i = first; i < first + REQUEST; i++) {
            String id = "round-" + round + "-message-" + i;
            EventBody event = EventBody.of(EVENT.bytes());
            request.add(new NewDelivery(
                    "web", id, "leads", "lead", event, List.of(RecordKey.of("Lead|Email=" + id)), Instant.now()));
        }
        return request;
    }

    private static List<Settlement> delivered(Claim claim) {
        Answer answer = new Answer("upsert", "Lead", "00Q000000000001AAA", true, 201, "", "", List.of(), 2);
        return claim.deliveries().stream()
                .map(delivery -> Settlement.of(delivery, new Outcome.Delivered(answer)))
                .toList();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
