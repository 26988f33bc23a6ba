package sluice.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A ledger in a directory of its own, and short words for what tests do with it. */
final class LedgerFixture implements AutoCloseable {
    static final Duration LEASE = Duration.ofMinutes(2);
    static final Duration UNCERTAIN_WAIT = Duration.ofMinutes(5);
    static final Duration RETENTION = Duration.ofDays(10);
    static final Duration ID_RETENTION = Duration.ofDays(20);
    static final Answer REFUSED = new Answer(
            "create", "Lead", "", false, 400, "REQUIRED_FIELD_MISSING", "Company", List.of("Company", "Name"), 1);

    final TestClock clock;
    final TestStore store;
    final Path directory;
    final Ledger ledger;

    LedgerFixture(TestStore store, Path directory) {
        this(store, directory, 1_000_000);
    }

    LedgerFixture(TestStore store, Path directory, long maxRows) {
        this(store, directory, settings(store.in(directory), maxRows), new TestClock());
    }

    LedgerFixture(TestStore store, Path directory, Pruning.Pace pace) {
        this(store, directory, settings(store.in(directory), 1_000_000), new TestClock(), pace);
    }

    LedgerFixture(TestStore store, Path directory, KeptEvents kept) {
        this(
                store,
                directory,
                new LedgerSettings(
                        store.in(directory), "test", LEASE, UNCERTAIN_WAIT, 1_000_000, RETENTION, ID_RETENTION, kept),
                new TestClock());
    }

    private LedgerFixture(TestStore store, Path directory, LedgerSettings settings, TestClock clock) {
        this(store, directory, settings, clock, Pruning.Pace.USUAL);
    }

    private LedgerFixture(
            TestStore store, Path directory, LedgerSettings settings, TestClock clock, Pruning.Pace pace) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        ledger = Ledger.open(settings, clock, pace);
    }

    /** One process of several on the same PostgreSQL. */
    static LedgerFixture replica(Path directory, String owner, TestClock clock) {
        StoreAddress shared = TestStore.POSTGRESQL.in(directory);
        LedgerSettings settings =
                new LedgerSettings(shared, owner, LEASE, UNCERTAIN_WAIT, 1_000_000, RETENTION, ID_RETENTION);
        return new LedgerFixture(TestStore.POSTGRESQL, directory, settings, clock);
    }

    static LedgerSettings settings(StoreAddress store, long maxRows) {
        return new LedgerSettings(store, "test", LEASE, UNCERTAIN_WAIT, maxRows, RETENTION, ID_RETENTION);
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

    /** One that goes by ingest jobs. */
    NewDelivery rowOf(String mapping, String messageId, int bytes, String... keys) {
        List<RecordKey> recordKeys = Arrays.stream(keys).map(RecordKey::of).toList();
        return new NewDelivery(
                "web",
                messageId,
                mapping,
                "lead",
                EventBody.of("{\"messageId\":\"" + messageId + "\"}"),
                Placement.inLane(mapping + "|Lead", bytes, recordKeys),
                clock.instant());
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

    /** What a crash at this moment would leave, seen when our leases have lapsed. */
    LedgerFixture crashInto(Path target) {
        TestClock later = new TestClock();
        later.pass(LEASE.plusMillis(1));
        return new LedgerFixture(store, target, settings(store.crash(directory, target), 1_000_000), later);
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The store fails whatever inserts or changes deliveries. */
    void refuseDeliveries() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            store.refuseDeliveries(statement);
        }
    }

    void takeDeliveries() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            store.takeDeliveries(statement);
        }
    }

    Connection connect() throws SQLException {
        return store.connect(directory);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
