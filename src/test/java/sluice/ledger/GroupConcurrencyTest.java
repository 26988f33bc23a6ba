package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Jobs and record calls write the same records at once, on two replicas where the store is shared: no record is ever in
 * two hands, and each record's order is that of arrival.
 */
@Timeout(300)
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class GroupConcurrencyTest {
    private static final int APPENDERS = 2;
    private static final int REQUESTS = 60;
    private static final int PER_REQUEST = 20;
    private static final int DELIVERIES = APPENDERS * REQUESTS * PER_REQUEST;
    private static final int RECORDS = 25;
    private static final Executor THREADS = run -> new Thread(run).start();
    private static final GroupTerms TERMS = new GroupTerms("bulk", "v1", "{}", 15, 1_000_000, true);

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();
    private final Map<String, String> inFlight = new ConcurrentHashMap<>();
    private final Map<String, Queue<Long>> doneByRecord = new ConcurrentHashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger merged = new AtomicInteger();

    @Test
    void keepsOrderPerRecordAndSendsNoneTwice() {
        try (Ledger ledger = open("one");
                Ledger replica = store == TestStore.POSTGRESQL ? open("two") : ledger) {
            // When
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (Ledger one : List.of(ledger, replica)) {
                int seed = threads.size();
                threads.add(CompletableFuture.runAsync(() -> append(one, seed), THREADS));
                threads.add(CompletableFuture.runAsync(() -> collect(one), THREADS));
                threads.add(CompletableFuture.runAsync(() -> sendJobs(one, new Random(seed)), THREADS));
                threads.add(CompletableFuture.runAsync(() -> sendRecords(one, new Random(seed)), THREADS));
            }
            threads.forEach(CompletableFuture::join);

            // Then
            assertThat(broken).isEmpty();
            assertThat(merged).hasPositiveValue();
            assertThat(doneByRecord.values())
                    .allSatisfy(ids -> assertThat(List.copyOf(ids)).isSorted());
            assertThat(ledger.counts())
                    .containsEntry(State.DELIVERED, (long) DELIVERIES)
                    .containsEntry(State.GROUPED, 0L)
                    .containsEntry(State.WAITING, 0L);
        }
    }

    private Ledger open(String owner) {
        Duration lease = Duration.ofMinutes(2);
        Duration kept = Duration.ofDays(1);
        return Ledger.open(new LedgerSettings(store.in(directory), owner, lease, lease, DELIVERIES, kept, kept), clock);
    }

    private void append(Ledger ledger, int appender) {
        Random random = new Random(appender);
        for (int request = 0; request < REQUESTS; request++) {
            String number = appender + "-" + request + "-";
            ledger.append(IntStream.range(0, PER_REQUEST)
                            .mapToObj(i -> delivery(number + i, random.nextInt(RECORDS), random.nextInt(6) > 0))
                            .toList())
                    .join();
        }
    }

    /** The event tells the record, so that senders can check. */
    private NewDelivery delivery(String messageId, int record, boolean bulk) {
        List<RecordKey> keys = List.of(RecordKey.of("record " + record), RecordKey.of("also " + record));
        Placement placement = bulk ? Placement.inLane("bulk|Lead", 10, keys) : Placement.singly(keys);
        EventBody event = EventBody.of(Integer.toString(record));
        return new NewDelivery("web", messageId, bulk ? "bulk" : "other", "lead", event, placement, clock.instant());
    }

    private void collect(Ledger ledger) {
        BulkGroups groups = ledger.groups();
        while (done.get() < DELIVERIES) {
            for (LaneWork lane : groups.lanes(100)) {
                groups.claim(lane.lane(), TERMS, 10).ifPresent(claim -> {
                    if (claim.group().rows() > 5 || claim.claimed() == 0) {
                        complete(groups, claim.group());
                    }
                });
            }
            await(ledger);
            groups.open().forEach(group -> complete(groups, group));
        }
    }

    private static void complete(BulkGroups groups, OpenGroup group) {
        String exchange = "x" + group.id();
        if (groups.complete(group.id(), exchange)) {
            groups.ready(exchange);
        }
    }

    private void sendJobs(Ledger ledger, Random random) {
        BulkGroups groups = ledger.groups();
        while (done.get() < DELIVERIES) {
            Optional<JobClaim> job = groups.claimJob();
            if (job.isEmpty()) {
                await(ledger);
                continue;
            }
            Map<Long, List<Delivery>> rows = new LinkedHashMap<>();
            for (Member member : groups.members(job.get(), Optional.empty(), 1_000)) {
                rows.computeIfAbsent(member.row(), row -> new ArrayList<>()).add(member.delivery());
            }
            List<Settlement> settlements = new ArrayList<>();
            rows.values().forEach(row -> settlements.addAll(write(row, random)));
            settle(ledger, settlements);
            if (!groups.finish(job.get(), GroupState.DONE, "")) {
                broken.add("a job was lost");
            }
        }
    }

    private void sendRecords(Ledger ledger, Random random) {
        while (done.get() < DELIVERIES) {
            List<Settlement> settlements = new ArrayList<>();
            ledger.claim(20).ifPresent(claim -> claim.deliveries()
                    .forEach(delivery -> settlements.addAll(write(List.of(delivery), random))));
            if (settlements.isEmpty()) {
                await(ledger);
            } else {
                settle(ledger, settlements);
            }
        }
    }

    /** Deliveries of one record share their outcome, as those of a row do. */
    private List<Settlement> write(List<Delivery> row, Random random) {
        String record = new String(row.get(0).event().bytes(), StandardCharsets.UTF_8);
        String ours = row.toString();
        String other = inFlight.putIfAbsent(record, ours);
        if (other != null) {
            broken.add("record %s is sent by %s and %s".formatted(record, other, ours));
        }
        merged.addAndGet(row.size() - 1);
        boolean again = random.nextInt(10) == 0;
        if (!again) {
            Queue<Long> ids = doneByRecord.computeIfAbsent(record, key -> new ConcurrentLinkedQueue<>());
            row.forEach(delivery -> ids.add(delivery.id()));
        }
        inFlight.remove(record);
        Outcome outcome = again
                ? Outcome.retry(Answer.NONE, clock.instant().plusMillis(random.nextInt(5)), true)
                : new Outcome.Delivered(Answer.NONE);
        return row.stream().map(delivery -> Settlement.of(delivery, outcome)).toList();
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
            ledger.groups().awaitJobs(Duration.ofMillis(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
