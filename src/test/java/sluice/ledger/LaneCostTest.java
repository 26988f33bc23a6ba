package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Neither grouped nor done deliveries, nor those of other lanes, cost anything. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class LaneCostTest {
    private static final int MANY = 10_000;
    private static final int PER_REQUEST = 2_500;
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", MANY, 1_000_000_000, false);

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;
    private BulkGroups groups;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
        groups = at.ledger.groups();
        appendMany("done");
        long done = group();
        groups.complete(done, "x1");
        groups.ready("x1");
        JobClaim job = groups.claimJob().orElseThrow();
        settleAll(job);
        groups.finish(job, GroupState.DONE, "");
        appendMany("grouped");
        group();
        at.append(at.rowOf("leads", "last", 100), at.rowOf("contacts", "other", 100));
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void appendMany(String name) {
        EventBody event = EventBody.of("{}");
        Placement placement = Placement.inLane("leads|Lead", 100, List.of());
        for (int first = 0; first < MANY; first += PER_REQUEST) {
            at.ledger
                    .append(IntStream.range(first, first + PER_REQUEST)
                            .mapToObj(i -> new NewDelivery(
                                    "web", name + i, "leads", "lead", event, placement, at.clock.instant()))
                            .toList())
                    .join();
        }
    }

    private long group() {
        GroupClaim claim = groups.claim("leads|Lead", TERMS, MANY).orElseThrow();
        assertThat(claim.claimed()).isEqualTo(MANY);
        return claim.group().id();
    }

    private void settleAll(JobClaim job) {
        Outcome delivered = new Outcome.Delivered(Answer.NONE);
        List<Member> page = groups.members(job, Optional.empty(), 1_000);
        while (!page.isEmpty()) {
            List<Settlement> settlements = new ArrayList<>();
            page.forEach(member -> settlements.add(Settlement.of(member.delivery(), delivered)));
            assertThat(at.ledger.settle(settlements)).isEmpty();
            page = groups.members(job, Optional.empty(), 1_000);
        }
    }

    @Test
    void ofTheLookForWork() throws SQLException {
        assertThat(groups.lanes(10)).extracting(LaneWork::waiting).containsExactly(1, 1);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            vacuum();
            assertThat(cost(Lanes.OLDEST_PER_LANE, 1L, 0L)).as("steps").isLessThan(2_000);
            assertThat(cost(Lanes.DUE, 5L, Long.MAX_VALUE, 2_000)).isLessThan(500);
            assertThat(cost(Grouping.DUE, 5L, Long.MAX_VALUE, 500)).isLessThan(500);
            assertThat(cost(Claiming.OLDEST_PER_MAPPING)).as("of record calls").isLessThan(500);
            assertThat(cost(GroupMembers.AFTER, 2L, Long.MAX_VALUE, 0L, 64)).isLessThan(1_000);
        });
    }

    /**
     * As PostgreSQL does by itself all the time: until then its index holds what has left it. That stays while an older
     * transaction might look at it, such as one in which the server counts what is in its tables.
     */
    private void vacuum() throws SQLException {
        if (store == TestStore.POSTGRESQL) {
            try (Connection connection = at.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("vacuum delivery");
            }
        }
    }

    private long cost(String sql, Object... arguments) throws SQLException {
        try (Connection connection = at.connect()) {
            return store.cost(connection, sql, arguments);
        }
    }
}
