package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class PruningTest {
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final int ROWS_A_STEP = 3;
    private static final int STEPS_A_RUN = 2;

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

    private List<String> messageIds() {
        return at.ledger.list(DeliveryFilter.all()).items().stream()
                .map(DeliveryRow::messageId)
                .toList();
    }

    private void upkeepAfter(Duration time) {
        at.clock.pass(time);
        at.ledger.upkeep();
    }

    @Test
    void dropsWhatIsDoneForLong() throws SQLException {
        at.append(at.delivery("m1"), at.delivery("m2"));
        List<Delivery> claimed = at.claim();
        at.deliver(claimed.get(0));
        at.settle(claimed.get(1), new Outcome.Skipped(Answer.NONE));
        at.clock.pass(Duration.ofDays(1));
        at.append(at.delivery("m3"), at.delivery("m4"));
        at.claim().forEach(at::deliver);

        upkeepAfter(LedgerFixture.RETENTION.minusDays(1));
        assertThat(messageIds()).as("after just the retention").hasSize(4);
        upkeepAfter(A_MOMENT);

        assertThat(messageIds()).containsExactly("m4", "m3");
        assertThat(at.number("select count(*) from outcome")).isEqualTo(2);
        assertThat(at.ledger.counts()).containsEntry(State.DELIVERED, 2L).containsEntry(State.SKIPPED, 0L);
    }

    @Test
    void keepsWhatIsNotDone() {
        at.append(at.delivery("waits", "a"), at.delivery("dies", "b"), at.delivery("late", "c"));
        List<Delivery> claimed = at.claim();
        at.settle(claimed.get(0), at.retryIn(Duration.ofDays(300)));
        at.settle(claimed.get(1), new Outcome.Dead(LedgerFixture.REFUSED));
        at.settle(claimed.get(2), at.retryIn(Duration.ofDays(90)));
        at.clock.pass(Duration.ofDays(100));
        at.deliver(at.claimOne());
        at.append(at.delivery("new", "d"));

        upkeepAfter(A_MOMENT);

        assertThat(messageIds()).containsExactly("new", "late", "dies", "waits");
        assertThat(at.ledger.deadLetters(DeliveryFilter.all()).items()).hasSize(1);
    }

    @Test
    void comesToWhatIsBehindManyThatStay() {
        try (LedgerFixture few =
                new LedgerFixture(store, directory.resolve("few"), new Pruning.Pace(ROWS_A_STEP, STEPS_A_RUN))) {
            // Given
            int run = ROWS_A_STEP * STEPS_A_RUN;
            few.append(numbered("dead", 2 * run, few));
            few.claim().forEach(delivery -> few.settle(delivery, new Outcome.Dead(LedgerFixture.REFUSED)));
            few.append(numbered("done", run, few));
            few.claim().forEach(few::deliver);
            few.append(few.delivery("newest"));
            few.clock.pass(LedgerFixture.RETENTION.plus(A_MOMENT));

            // When, Then
            assertThat(deliveredAfterUpkeep(few)).as("the dead letters' run").isEqualTo(run);
            assertThat(deliveredAfterUpkeep(few)).as("their second one").isEqualTo(run);
            assertThat(deliveredAfterUpkeep(few)).as("the run of what is done").isZero();
            assertThat(few.ledger.counts()).containsEntry(State.DEAD, 2L * run);

            // When, Then
            few.ledger.discard(DeliveryFilter.all());
            few.clock.pass(LedgerFixture.RETENTION.plus(A_MOMENT));
            for (int i = 0; i < 4; i++) { // to the end, and a round from the beginning
                few.ledger.upkeep();
            }
            assertThat(few.ledger.counts()).containsEntry(State.DISCARDED, 0L).containsEntry(State.WAITING, 1L);
        }
    }

    private static NewDelivery[] numbered(String name, int count, LedgerFixture at) {
        return IntStream.range(0, count).mapToObj(i -> at.delivery(name + i)).toArray(NewDelivery[]::new);
    }

    private static long deliveredAfterUpkeep(LedgerFixture at) {
        at.ledger.upkeep();
        return at.ledger.counts().get(State.DELIVERED);
    }

    @Test
    void forgetsMessageIdsLater() {
        at.append(at.delivery("m1"));
        at.deliver(at.claimOne());

        upkeepAfter(LedgerFixture.ID_RETENTION);
        assertThat(at.append(at.delivery("m1"))).isEqualTo(new Accepted(0, 1));
        upkeepAfter(A_MOMENT);
        assertThat(at.append(at.delivery("m1"))).isEqualTo(new Accepted(1, 0));
    }

    @Test
    void dropsGroupsThatAreOverForLong() {
        GroupTerms terms = new GroupTerms("leads", "v1", "{}", 1, 1_000, false);
        BulkGroups groups = at.ledger.groups();
        for (String messageId : List.of("over", "waits")) {
            at.append(at.rowOf("leads", messageId, 10));
            OpenGroup group = groups.claim("leads|Lead", terms, 1).orElseThrow().group();
            groups.complete(group.id(), messageId);
            groups.ready(messageId);
        }
        JobClaim job = groups.claimJob().orElseThrow();
        groups.members(job, Optional.empty(), 1).forEach(member -> at.deliver(member.delivery()));
        groups.finish(job, GroupState.DONE, "");

        upkeepAfter(LedgerFixture.RETENTION);
        assertThat(groups.jobs(JobFilter.all()).items()).hasSize(2);
        upkeepAfter(A_MOMENT);

        assertThat(groups.jobs(JobFilter.all()).items())
                .extracting(JobRow::state)
                .containsExactly(GroupState.READY);
        assertThat(messageIds()).containsExactly("waits");
    }

    @Test
    void givesNoIdASecondTime() {
        at.append(at.delivery("m1"), at.delivery("m2"));
        List<Delivery> claimed = at.claim();
        claimed.forEach(at::deliver);
        upkeepAfter(LedgerFixture.RETENTION.multipliedBy(5));
        at.close();

        try (LedgerFixture again = new LedgerFixture(store, directory)) {
            again.append(again.delivery("m3"));

            assertThat(again.claimOne().id()).isGreaterThan(claimed.get(1).id());
        }
    }

    @Test
    void doesManyInSteps() {
        int many = 2_345;
        at.ledger
                .append(IntStream.range(0, many)
                        .mapToObj(i -> at.delivery("m" + i))
                        .toList())
                .join();
        Outcome delivered = new Outcome.Delivered(Answer.NONE);
        at.ledger.settle(at.ledger.claim(many).orElseThrow().deliveries().stream()
                .map(delivery -> Settlement.of(delivery, delivered))
                .toList());

        upkeepAfter(LedgerFixture.ID_RETENTION.plus(A_MOMENT));

        assertThat(messageIds())
                .as("the newest keeps its id from being given again")
                .containsExactly("m" + (many - 1));
        assertThat(at.append(at.delivery("m0"))).isEqualTo(new Accepted(1, 0));
    }
}
