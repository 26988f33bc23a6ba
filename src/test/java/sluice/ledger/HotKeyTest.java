package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** 100,000 deliveries of one record wait: the claims of others do not look at them. */
class HotKeyTest {
    private static final int WAITING = 100_000;
    private static final int PER_REQUEST = 5_000;
    private static final int STEPS_PER_COUNT = 10;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(directory);
        EventBody event = EventBody.of("{}");
        for (int first = 0; first < WAITING; first += PER_REQUEST) {
            at.ledger
                    .append(IntStream.range(first, first + PER_REQUEST)
                            .mapToObj(i -> at.deliveryOf("leads", "hot" + i, event, "hot"))
                            .toList())
                    .join();
        }
        at.append(at.delivery("cold", "cold"));
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void costsClaimsNothing() throws SQLException {
        // Claims of others
        List<Delivery> first = at.claim();
        assertThat(first).extracting(Delivery::messageId).containsExactly("hot0", "cold");
        assertThat(steps(Claiming.OLDEST_PER_MAPPING))
                .as("virtual machine steps")
                .isLessThan(500);
        assertThat(steps(Claiming.DUE_OF_MAPPING, 2, Long.MAX_VALUE, 200)).isLessThan(500);

        // The record's own next ones
        assertThat(steps(RecordKeys.NEXT, (Object) RecordKey.of("hot").bytes())).isLessThan(500);
        first.forEach(at::deliver);
        for (int i = 1; i < 20; i++) {
            Delivery next = at.claimOne();
            assertThat(next.messageId()).isEqualTo("hot" + i);
            at.deliver(next);
        }
    }

    private long steps(String sql, Object... arguments) throws SQLException {
        AtomicLong counts = new AtomicLong();
        try (Connection connection = at.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setObject(i + 1, arguments[i]);
            }
            ProgressHandler.setHandler(connection, STEPS_PER_COUNT, new ProgressHandler() {
                @Override
                protected int progress() {
                    counts.incrementAndGet();
                    return 0;
                }
            });
            readAll(query);
            ProgressHandler.clearHandler(connection);
        }
        return counts.get() * STEPS_PER_COUNT;
    }

    private static void readAll(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                assertThat(rows.getLong(1)).isPositive();
            }
        }
    }
}
