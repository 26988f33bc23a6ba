package sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A ledger in a directory of its own, and short words for what tests do with it. */
final class LedgerFixture implements AutoCloseable {
    static final Duration LEASE = Duration.ofMinutes(2);
    static final Duration UNCERTAIN_WAIT = Duration.ofMinutes(5);
    static final Answer REFUSED = new Answer(
            "create", "Lead", "", false, 400, "REQUIRED_FIELD_MISSING", "Company", List.of("Company", "Name"), 1);

    final TestClock clock = new TestClock();
    final Path directory;
    final Ledger ledger;

    LedgerFixture(Path directory) {
        this(directory, 1_000_000);
    }

    LedgerFixture(Path directory, long maxRows) {
        this.directory = directory;
        ledger = Ledger.open(settings(directory, maxRows), clock);
    }

    static LedgerSettings settings(Path directory, long maxRows) {
        return new LedgerSettings(directory, "test", LEASE, UNCERTAIN_WAIT, maxRows);
    }

    NewDelivery delivery(String messageId, String... keys) {
        return deliveryOf("leads", messageId, keys);
    }

    NewDelivery deliveryOf(String mapping, String messageId, String... keys) {
        return deliveryOf(mapping, messageId, EventBody.of("{\"messageId\":\"" + messageId + "\"}"), keys);
    }

    NewDelivery deliveryOf(String mapping, String messageId, EventBody event, String... keys) {
        List<RecordKey> recordKeys = Arrays.stream(keys).map(RecordKey::of).toList();
        return new NewDelivery("web", messageId, mapping, "lead", event, recordKeys, clock.instant());
    }

    Accepted append(NewDelivery... deliveries) {
        return ledger.append(List.of(deliveries)).join();
    }

    long appendDirect(NewDelivery delivery) {
        return ledger.appendDirect(List.of(delivery)).join().get(0);
    }

    List<Delivery> claim() {
        return ledger.claim(200).map(Claim::deliveries).orElse(List.of());
    }

    /** The messageIds of what can be claimed now. */
    List<String> claimIds() {
        return claim().stream().map(Delivery::messageId).toList();
    }

    Delivery claimOne() {
        List<Delivery> claimed = claim();
        if (claimed.size() != 1) {
            throw new AssertionError("expected one claimable delivery, were " + claimed);
        }
        return claimed.get(0);
    }

    List<Long> settle(Delivery delivery, Outcome outcome) {
        return ledger.settle(List.of(Settlement.of(delivery, outcome)));
    }

    List<Long> deliver(Delivery delivery) {
        return settle(delivery, new Outcome.Delivered(Answer.NONE));
    }

    Outcome retryIn(Duration delay) {
        Instant due = clock.instant().plus(delay);
        return Outcome.retry(REFUSED, due, true);
    }

    DeliveryRow row(String messageId) {
        return ledger.list(DeliveryFilter.all().messageId(messageId)).items().get(0);
    }

    /** What a crash at this moment would leave on disk, in {@code target}. */
    LedgerFixture crashInto(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith("-shm")).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return new LedgerFixture(target);
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.sqlite"));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
