package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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
import sluice.ledger.StoreAddress;

/**
 * Whole lives a second: append in requests of 100, claim up to 200, settle as delivered, each with one record key and a
 * 600-byte event. One thread appends, two send. Arguments: lives per round (default 200,000), rounds (default 5), open
 * deliveries beyond which appending waits (default 5,000; many more show what a backlog costs), the URL of an empty
 * PostgreSQL (default: SQLite in a temporary folder).
 */
public final class LedgerBenchmark {
    private static final int REQUEST = 100;
    private static final int IN_FLIGHT = 8;
    private static final int SENDERS = 2;
    private static final Executor THREADS = run -> new Thread(run).start();
    private static final EventBody EVENT = EventBody.of("{\"type\":\"identify\",\"pad\":\"" + "x".repeat(570) + "\"}");

    private LedgerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int lives = argument(arguments, 0, 200_000);
        int rounds = argument(arguments, 1, 5);
        int backlog = argument(arguments, 2, 5_000);
        Path directory = Files.createTempDirectory("ledger-benchmark");
        LedgerSettings settings = new LedgerSettings(
                store(arguments, directory),
                "benchmark",
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                10_000_000,
                Duration.ofDays(30),
                Duration.ofDays(30));
        try (Ledger ledger = Ledger.open(settings, Clock.systemUTC())) {
            for (int round = 0; round < rounds; round++) {
                double seconds = new Round(ledger, round, lives, backlog).seconds();
                System.out.printf(Locale.ROOT, "round %d: %,.0f lives/s%n", round + 1, lives / seconds);
            }
        }
        delete(directory);
    }

    private static StoreAddress store(String[] arguments, Path directory) {
        return arguments.length > 3
                ? new StoreAddress.Server(arguments[3], "", "")
                : new StoreAddress.Directory(directory);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static final class Round {
        private final Ledger ledger;
        private final int number;
        private final int lives;
        private final Semaphore room;
        private final AtomicInteger settled = new AtomicInteger();

        Round(Ledger ledger, int number, int lives, int backlog) {
            this.ledger = ledger;
            this.number = number;
            this.lives = lives;
            room = new Semaphore(backlog);
        }

        double seconds() {
            long start = System.nanoTime();
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            threads.add(CompletableFuture.runAsync(this::append, THREADS));
            for (int i = 0; i < SENDERS; i++) {
                threads.add(CompletableFuture.runAsync(this::send, THREADS));
            }
            threads.forEach(CompletableFuture::join);
            return (System.nanoTime() - start) / 1e9;
        }

        private void append() {
            Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
            for (int first = 0; first < lives; first += REQUEST) {
                room.acquireUninterruptibly(REQUEST);
                inFlight.add(ledger.append(request(number, first)));
                if (inFlight.size() == IN_FLIGHT) {
                    inFlight.remove().join();
                }
            }
            inFlight.forEach(CompletableFuture::join);
        }

        private void send() {
            while (settled.get() < lives) {
                ledger.claim(200).ifPresentOrElse(this::settle, this::awaitWork);
            }
        }

        private void settle(Claim claim) {
            ledger.settle(delivered(claim));
            settled.addAndGet(claim.deliveries().size());
            room.release(claim.deliveries().size());
        }

        private void awaitWork() {
            try {
                ledger.awaitWork(Duration.ofMillis(100));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
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
