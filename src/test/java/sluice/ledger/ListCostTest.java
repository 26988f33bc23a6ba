package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

/** A list of what is rare looks at nothing else. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class ListCostTest {
    private static final int MANY = 10_000;
    private static final int PER_CLAIM = 1_000;
    private static final int JOBS = 200;

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void ofDeliveries() throws SQLException {
        at.append(at.delivery("skipped"), at.delivery("discarded"));
        List<Delivery> first = at.claim();
        at.settle(first.get(0), new Outcome.Skipped(Answer.NONE));
        at.settle(first.get(1), new Outcome.Dead(LedgerFixture.REFUSED));
        at.ledger.discard(DeliveryFilter.all());
        Delivery failed =
                at.ledger.claimDirect(at.appendDirect(at.delivery("failed"))).join();
        at.settle(failed, new Outcome.Dead(LedgerFixture.REFUSED));
        deliverMany();

        for (State rare : List.of(State.SKIPPED, State.DEAD, State.DISCARDED, State.FAILED)) {
            DeliveryFilter filter = DeliveryFilter.all().state(rare);
            assertThat(cost(Listing.sql(filter), 0L, Long.MAX_VALUE, 100, 0L))
                    .as(rare.name())
                    .isLessThan(1_000);
        }
        assertThat(at.ledger.list(DeliveryFilter.all().state(State.SKIPPED)).items())
                .extracting(DeliveryRow::messageId)
                .containsExactly("skipped");
        assertThat(at.ledger.list(DeliveryFilter.all().state(State.WAITING))).isEqualTo(new Page<>(0, List.of()));
    }

    private void deliverMany() throws SQLException {
        for (int i = 0; i < MANY; i += PER_CLAIM) {
            at.append(IntStream.range(i, i + PER_CLAIM)
                    .mapToObj(number -> at.delivery("m" + number))
                    .toArray(NewDelivery[]::new));
            at.ledger.settle(at.ledger.claim(PER_CLAIM).orElseThrow().deliveries().stream()
                    .map(delivery -> Settlement.of(delivery, new Outcome.Delivered(Answer.NONE)))
                    .toList());
        }
        if (store == TestStore.POSTGRESQL) {
            execute("analyze delivery");
        }
    }

    @Test
    void ofJobs() throws SQLException {
        for (int i = 0; i < JOBS; i++) {
            JobClaim done = job(i);
            groupEnds(done);
        }
        JobClaim job = job(JOBS);
        at.ledger.groups().step(job, new JobStep.Intended());
        at.ledger.groups().step(job, new JobStep.Created("750A"));
        if (store == TestStore.POSTGRESQL) {
            execute("analyze bulk_group");
        }

        assertThat(cost(JobListing.sql(JobFilter.all().state(GroupState.CREATED)), 100, 0L))
                .isLessThan(500);
        assertThat(cost(JobListing.sql(JobFilter.all().job("750A")), "750A", 100, 0L))
                .isLessThan(500);
        assertThat(at.ledger
                        .groups()
                        .jobs(JobFilter.all().state(GroupState.CREATED, GroupState.DONE))
                        .total())
                .isEqualTo(JOBS + 1);
    }

    private JobClaim job(int number) {
        BulkGroups groups = at.ledger.groups();
        at.append(at.rowOf("leads", "m" + number, 100));
        GroupTerms terms = new GroupTerms("leads", "v1", "definition ".repeat(100), 1, 1_000_000, false);
        long group = groups.claim("leads|Lead", terms, 1).orElseThrow().group().id();
        groups.complete(group, "x" + group);
        groups.ready("x" + group);
        return groups.claimJob().orElseThrow();
    }

    private void groupEnds(JobClaim job) {
        BulkGroups groups = at.ledger.groups();
        groups.members(job, Optional.empty(), 10).forEach(member -> at.deliver(member.delivery()));
        groups.finish(job, GroupState.DONE, "");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = at.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long cost(String sql, Object... arguments) throws SQLException {
        try (Connection connection = at.connect()) {
            return store.cost(connection, sql, arguments);
        }
    }
}
