package sluice.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process to be killed: appends and delivers without end, and prints what the ledger acknowledged, one line each:
 * {@code taken <messageId> .}, {@code delivered <messageId> .}
 */
final class LedgerProcess {
    private static final int RECORDS = 40;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(30);

    private LedgerProcess() {}

    /** Arguments: the directory or the URL, the number of the first message. */
    public static void main(String[] arguments) {
        StoreAddress store = arguments[0].startsWith("jdbc:")
                ? new StoreAddress.Server(arguments[0], "", "")
                : new StoreAddress.Directory(Path.of(arguments[0]));
        Ledger ledger = Ledger.open(settings(store), Clock.systemUTC());
        int first = Integer.parseInt(arguments[1]);
        System.out.println("ready");
        new Thread(() -> deliver(ledger)).start();
        append(ledger, first);
    }

    static LedgerSettings settings(StoreAddress store) {
        String owner = "process " + ProcessHandle.current().pid();
        return new LedgerSettings(store, owner, LEASE, Duration.ZERO, 1_000_000, KEPT, KEPT);
    }

    private static void append(Ledger ledger, int first) {
        for (int next = first; ; next += 10) {
            List<NewDelivery> request = IntStream.range(next, next + 10)
                    .mapToObj(LedgerProcess::delivery)
                    .toList();
            ledger.append(request).join();
            request.forEach(delivery -> System.out.println("taken " + delivery.messageId() + " ."));
        }
    }

    static NewDelivery delivery(int number) {
        List<RecordKey> keys = List.of(RecordKey.of("record " + number % RECORDS));
        EventBody event = EventBody.of("{}");
        return new NewDelivery(
                "web",
                "m" + number,
                "leads",
                "lead",
                event,
                keys,
                Clock.systemUTC().instant());
    }

    private static void deliver(Ledger ledger) {
        while (true) {
            ledger.claim(50).ifPresent(claim -> {
                Outcome delivered = new Outcome.Delivered(Answer.NONE);
                ledger.settle(claim.deliveries().stream()
                        .map(delivery -> Settlement.of(delivery, delivered))
                        .toList());
                claim.deliveries().forEach(delivery -> System.out.println("delivered " + delivery.messageId() + " ."));
            });
        }
    }
}
