package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** 100,000 deliveries of one record wait: the claims of others do not look at them. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class HotKeyTest {
    private static final int WAITING = 100_000;
    private static final int PER_REQUEST = 5_000;

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
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
        assertThat(cost(Claiming.OLDEST_PER_MAPPING)).as("steps").isLessThan(500);
        assertThat(cost(Claiming.DUE_OF_MAPPING, 2, Long.MAX_VALUE, 200)).isLessThan(500);

        // The record's own next ones
        assertThat(cost(RecordKeys.NEXT, (Object) RecordKey.of("hot").bytes())).isLessThan(500);
        assertThat(cost(KeyLines.LINE, RecordKey.of("hot").bytes(), 20)).isLessThan(2_000);
        assertThat(cost(KeyLines.IS_FOLLOWED + "(?)", (Object)
                        RecordKey.of("hot").bytes()))
                .isLessThan(500);
        first.forEach(at::deliver);
        for (int i = 1; i < 20; i++) {
            Delivery next = at.claimOne();
            assertThat(next.messageId()).isEqualTo("hot" + i);
            at.deliver(next);
        }
    }

    private long cost(String sql, Object... arguments) throws SQLException {
        try (Connection connection = at.connect()) {
            return store.cost(connection, sql, arguments);
        }
    }
}
