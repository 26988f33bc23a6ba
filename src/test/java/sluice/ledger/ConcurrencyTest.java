package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many append and many send at once, on two replicas where the store is shared, some with those who wait behind: no
 * record is ever in two hands, and each record's order is that of arrival.
 */
@Timeout(300)
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class ConcurrencyTest {
    private static final int THREADS_OF_EACH_KIND = 4;
    private static final int REQUESTS = 50;
    private static final int PER_REQUEST = 10;
    private static final int DELIVERIES = THREADS_OF_EACH_KIND * REQUESTS * PER_REQUEST;
    private static final int RECORDS = 25;
    private static final Executor THREADS = run -> new Thread(run).start();

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> inFlight = new ConcurrentHashMap<>();
    private final Map<String, Queue<Long>> doneByRecord = new ConcurrentHashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void keepsOrderPerRecordAndSendsNoneTwice() {
        try (Ledger ledger = open();
                Ledger replica = store == TestStore.POSTGRESQL ? open() : ledger) {
            // When
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS_OF_EACH_KIND; i++) {
                int seed = i;
                Ledger one = i % 2 == 0 ? ledger : replica;
                Ledger other = i < 2 ? ledger : replica;
                threads.add(CompletableFuture.runAsync(() -> append(one, seed), THREADS));
                threads.add(CompletableFuture.runAsync(() -> send(other, new Random(seed)), THREADS));
            }
            threads.forEach(CompletableFuture::join);

            // Then
            assertThat(broken).isEmpty();
            assertThat(doneByRecord.values().stream().mapToInt(Queue::size).sum())
                    .isEqualTo(DELIVERIES);
            assertThat(doneByRecord.values())
                    .allSatisfy(ids -> assertThat(List.copyOf(ids)).isSorted());
            assertThat(ledger.counts()).containsEntry(State.DELIVERED, (long) DELIVERIES);
            assertThat(ledger.counts()).containsEntry(State.WAITING, 0L).containsEntry(State.SENDING, 0L);
        }
    }

    private Ledger open() {
        return Ledger.open(LedgerFixture.settings(store.in(directory), DELIVERIES), clock);
    }

    private void append(Ledger ledger, int appender) {
        Random random = new Random(appender);
        for (int request = 0; request < REQUESTS; request++) {
            int number = request;
            List<NewDelivery> deliveries = IntStream.range(0, PER_REQUEST)
                    .mapToObj(i -> delivery(appender + "-" + number + "-" + i, random.nextInt(RECORDS)))
                    .toList();
            ledger.append(deliveries).join();
        }
    }

    /** The event tells the record, so that senders can check. Some come in between by one of its keys. */
    private NewDelivery delivery(String messageId, int record) {
        boolean between = messageId.endsWith("7");
        String mapping = between ? "between" : record % 2 == 0 ? "even" : "odd";
        List<RecordKey> keys = between
                ? List.of(RecordKey.of("also " + record))
                : List.of(RecordKey.of("record " + record), RecordKey.of("also " + record));
        EventBody event = EventBody.of(Integer.toString(record));
        return new NewDelivery("web", messageId, mapping, "lead", event, keys, clock.instant());
    }

    private void send(Ledger ledger, Random random) {
        while (done.get() < DELIVERIES) {
            List<Settlement> settlements = new ArrayList<>();
            ledger.claim(20).ifPresent(claim -> {
                Map<Long, Line> followers =
                        random.nextBoolean() ? ledger.claimFollowers(claim.deliveries(), 30) : Map.of();
                claim.deliveries().forEach(head -> {
                    List<Delivery> line = new ArrayList<>(List.of(head));
                    line.addAll(followers
                            .getOrDefault(head.id(), new Line(List.of(), false))
                            .deliveries());
                    settlements.addAll(send(line, random));
                });
            });
            if (settlements.isEmpty()) {
                await(ledger);
            } else {
                settle(ledger, settlements);
            }
        }
    }

    /** Deliveries of one record, in order; after one that has to wait again, all behind it wait too. */
    private List<Settlement> send(List<Delivery> line, Random random) {
        String record = new String(line.get(0).event().bytes(), StandardCharsets.UTF_8);
        Long other = inFlight.putIfAbsent(record, line.get(0).id());
        if (other != null) {
            broken.add("record %s is sent by %d and %d"
                    .formatted(record, other, line.get(0).id()));
        }
        int delivered = 0;
        while (delivered < line.size() && random.nextInt(10) > 0) {
            doneByRecord
                    .computeIfAbsent(record, key -> new ConcurrentLinkedQueue<>())
                    .add(line.get(delivered++).id());
        }
        inFlight.remove(record);
        Outcome again = Outcome.retry(Answer.NONE, clock.instant().plusMillis(random.nextInt(5)), true);
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            settlements.add(Settlement.of(line.get(i), i < delivered ? new Outcome.Delivered(Answer.NONE) : again));
        }
        return settlements;
    }

    private void settle(Ledger ledger, List<Settlement> settlements) {
        if (!ledger.settle(settlements).isEmpty()) {
            broken.add("a claim was lost");
        }
        done.addAndGet((int) settlements.stream()
                .filter(settlement -> settlement.outcome() instanceof Outcome.Delivered)
                .count());
    }

    private static void await(Ledger ledger) {
        try {
            ledger.awaitWork(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
