package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQLite has no room for another page, as on a full disk: its own error, not one that we make up. */
@Timeout(300)
class FullDiskTest {
    private static final long PLENTY = 1_000_000;

    private final AtomicLong maxPages = new AtomicLong(PLENTY);
    private final TestClock clock = new TestClock();

    /** So much that it needs new pages, and cannot be packed. */
    private final byte[] noise = new byte[50_000];

    @TempDir
    private Path directory;

    @Test
    void turnsEventsAwayAsAFullLedgerDoesAndTakesThemWhenThereIsRoom() throws IOException {
        new Random(1).nextBytes(noise);
        Store store = new SmallStore(SqliteStore.in(directory));
        store.migrate();
        try (Ledger ledger = new Ledger(
                LedgerFixture.settings(TestStore.SQLITE.in(directory), PLENTY), clock, store, Pruning.Pace.USUAL)) {
            assertThat(append(ledger, "before")).isEqualTo(new Accepted(1, 0));

            // When
            maxPages.set(1); // SQLite takes it for what the file has now

            // Then
            assertThatThrownBy(() -> append(ledger, "meanwhile"))
                    .isInstanceOf(LedgerFullException.class)
                    .hasMessageContaining("disk is full");
            assertThat(ledger.list(DeliveryFilter.all()).items()).hasSize(1);

            // When
            maxPages.set(PLENTY);

            // Then
            assertThat(append(ledger, "meanwhile")).isEqualTo(new Accepted(1, 0));
            assertThat(ledger.claim(10).orElseThrow().deliveries())
                    .extracting(Delivery::messageId)
                    .containsExactly("before", "meanwhile");
        }
    }

    @Test
    void isToldApartFromAServerThatIsGone() {
        assertThat(StoreFailure.of("", new SQLException("no space left on device", "53100")))
                .isInstanceOf(LedgerFullException.class);
        assertThat(StoreFailure.of("", new SQLException("connection refused", "08001")))
                .isInstanceOf(LedgerUnavailableException.class);
    }

    private Accepted append(Ledger ledger, String messageId) {
        EventBody event = EventBody.of(noise);
        NewDelivery delivery = new NewDelivery("web", messageId, "leads", "lead", event, List.of(), clock.instant());
        try {
            return ledger.append(List.of(delivery)).join();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }

    /** Limits the pages of its file anew before each id it gives. */
    private final class SmallStore implements Store {
        private final Store store;

        SmallStore(Store store) {
            this.store = store;
        }

        @Override
        public List<Long> newIds(Session session, int count) throws SQLException {
            session.number("pragma max_page_count = " + maxPages.get());
            return store.newIds(session, count);
        }

        @Override
        public void migrate() {
            store.migrate();
        }

        @Override
        public Session writer() throws SQLException {
            return store.writer();
        }

        @Override
        public Session reader() throws SQLException {
            return store.reader();
        }

        @Override
        public boolean isShared() {
            return store.isShared();
        }

        @Override
        public void holdRecordKeys(Session session) throws SQLException {
            store.holdRecordKeys(session);
        }

        @Override
        public String skipLocked() {
            return store.skipLocked();
        }

        @Override
        public LedgerLock lock(String name, Duration longest) throws SQLException {
            return store.lock(name, longest);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
