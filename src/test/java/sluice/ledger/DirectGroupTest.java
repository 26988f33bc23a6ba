package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Direct deliveries that become a job of their own. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class DirectGroupTest {
    private static final String LANE = "leads|Lead";
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", 100, 10_000, true);

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;
    private BulkGroups groups;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory.resolve("data"));
        groups = at.ledger.groups();
    }

    @AfterEach
    void close() {
        at.close();
    }

    private List<Long> append(NewDelivery... deliveries) {
        return at.ledger.appendDirect(List.of(deliveries)).join();
    }

    private NewDelivery row(String messageId, String... keys) {
        return at.rowOf("leads", messageId, 100, keys);
    }

    @Test
    void isOursAtOnce() {
        at.append(row("waits"));
        List<Long> ids = append(row("m1", "a"), row("m2", "b"), row("m3", "a"), row("m4"));

        JobClaim job = groups.claimDirect(LANE, TERMS, ids).join();

        assertThat(job)
                .extracting(JobClaim::state, JobClaim::direct, JobClaim::rows, JobClaim::deliveries, JobClaim::bytes)
                .containsExactly(GroupState.READY, true, 3, 4, 400L);
        assertThat(groups.claimJob()).as("nobody else's").isEmpty();
        assertThat(groups.members(job, Optional.empty(), 100))
                .extracting(member -> member.delivery().messageId())
                .containsExactly("m1", "m3", "m2", "m4");
        assertThat(groups.lanes(10)).extracting(LaneWork::waiting).containsExactly(1);
    }

    @Test
    void waitsForOthersOfItsRecords() {
        at.append(at.delivery("before", "b"));
        List<Long> ids = append(row("m1", "a"), row("m2", "b"), row("m3", "b"));
        CompletableFuture<JobClaim> job = groups.claimDirect(LANE, TERMS, ids);
        assertThat(job).isNotDone();

        at.deliver(at.claimOne());

        assertThat(job.join().deliveries()).isEqualTo(3);
    }

    @Test
    void canBeWithdrawnWhileItWaits() {
        at.append(at.delivery("before", "b"));
        List<Long> ids = append(row("m1", "a"), row("m2", "b"));
        CompletableFuture<JobClaim> job = groups.claimDirect(LANE, TERMS, ids);

        assertThat(at.ledger.withdraw(ids, "nobody waits").join()).containsExactlyElementsOf(ids);

        assertThatThrownBy(job::join).isInstanceOf(CancellationException.class);
        assertThat(at.ledger.counts()).containsEntry(State.FAILED, 2L).containsEntry(State.GROUPED, 0L);
    }

    @Test
    void cannotBeWithdrawnInPart() {
        List<Long> ids = append(row("m1", "a"), row("m2", "b"));
        groups.claimDirect(LANE, TERMS, ids).join();

        assertThat(at.ledger.withdraw(ids, "too late").join()).isEmpty();
        assertThat(at.ledger.counts()).containsEntry(State.GROUPED, 2L);
    }

    @Test
    void isOverThoughTheStoreWasAwayWhenItsCallerLeft() throws SQLException {
        List<Long> ids = append(row("m1", "a"), row("m2", "b"), row("m3", "c"));
        at.refuseDeliveries();
        assertThatThrownBy(
                        () -> groups.claimDirect(LANE, TERMS, ids.subList(0, 2)).join())
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        at.ledger.abandon(ids);

        at.takeDeliveries();
        at.ledger.upkeep();

        assertThat(at.ledger.counts()).containsEntry(State.FAILED, 3L).containsEntry(State.WAITING, 0L);
    }

    @Test
    void isSentThoughItsMappingIsHeld() {
        JobClaim job = groups.claimDirect(LANE, TERMS, append(row("m1", "a"))).join();
        groups.holds().hold("leads", "v1", "why");
        groups.postpone(job, at.clock.instant());

        JobClaim again = groups.claimJob().orElseThrow();

        assertThat(groups.step(again, new JobStep.Intended())).isPresent();
    }

    @Test
    void endsWithWhateverComesOfIt() {
        List<Long> ids = append(row("m1", "a"), row("m2", "b"), row("m3", "c"));
        JobClaim job = groups.claimDirect(LANE, TERMS, ids).join();
        List<Member> members = groups.members(job, Optional.empty(), 10);

        at.deliver(members.get(0).delivery());
        at.settle(members.get(1).delivery(), Outcome.retry(LedgerFixture.REFUSED, at.clock.instant(), true));
        groups.release(job, List.of(ids.get(2)), at.clock.instant());

        assertThat(groups.finish(job, GroupState.DONE, "")).isTrue();
        assertThat(at.ledger.counts()).containsEntry(State.DELIVERED, 1L).containsEntry(State.FAILED, 2L);
    }

    @Test
    void goesOnWithoutItsProcess() {
        List<Long> ids = append(row("m1", "a"));
        JobClaim job = groups.claimDirect(LANE, TERMS, ids).join();
        groups.step(job, new JobStep.Intended());

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            JobClaim after = again.ledger.groups().claimJob().orElseThrow();
            assertThat(after.state()).isEqualTo(GroupState.INTENDED);
            assertThat(again.ledger.groups().members(after, ids)).hasSize(1);
            assertThat(again.row("m1").state()).isEqualTo(State.GROUPED);
        }
    }

    @Test
    void saysWhenThereAreNoSuchDeliveries() {
        at.append(row("m1"));

        assertThatThrownBy(() -> groups.claimDirect(LANE, TERMS, List.of(1L)).join())
                .hasRootCauseMessage("deliveries: expected 1 direct ones that wait, were 0");
    }
}
