package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A mapping whose job failed as a whole is held. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class HoldTest {
    private static final String LANE = "leads|Lead";
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", 100, 10_000, false);

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

    private void ready(String messageId) {
        groups.ready(completed(messageId));
    }

    /** The exchange that completed it. */
    private String completed(String messageId) {
        at.append(at.rowOf("leads", messageId, 100, messageId));
        OpenGroup group = groups.claim(LANE, TERMS, 100).orElseThrow().group();
        groups.complete(group.id(), "x" + group.id());
        return "x" + group.id();
    }

    @Test
    void keepsWhatWaitsFromBeingSent() {
        ready("m1");
        at.append(at.rowOf("leads", "m2", 100), at.rowOf("contacts", "m3", 100));

        groups.holds().hold("leads", "v1", "No such column 'Hat__c'");

        assertThat(groups.claimJob()).isEmpty();
        assertThat(groups.lanes(10)).extracting(LaneWork::mapping).containsExactly("contacts");
        assertThat(groups.claim(LANE, TERMS, 100)).isEmpty();
        assertThat(groups.holds().held())
                .containsExactly(new Hold("leads", "v1", "No such column 'Hat__c'", TestClock.START));
        assertThat(groups.jobs(JobFilter.all()).items())
                .extracting(JobRow::held)
                .containsExactly(true);
    }

    @Test
    void letsGoOnWhatSalesforceHasAlready() {
        ready("m1");
        JobClaim job = groups.claimJob().orElseThrow();
        job = groups.step(job, new JobStep.Intended()).orElseThrow();
        groups.postpone(job, at.clock.instant());

        groups.holds().hold("leads", "v1", "why");

        assertThat(groups.claimJob()).get().extracting(JobClaim::group).isEqualTo(job.group());
    }

    @Test
    void endsWhenItIsReleased() {
        ready("m1");
        groups.holds().hold("leads", "v1", "why");

        assertThat(groups.holds().unhold("leads")).isTrue();
        assertThat(groups.holds().unhold("leads")).isFalse();

        assertThat(groups.claimJob()).isPresent();
        assertThat(groups.holds().held()).isEmpty();
    }

    @Test
    void endsByAnEditAlone() {
        groups.holds().hold("leads", "v2", "why");

        assertThat(groups.holds().unhold("leads", Optional.of("v2"))).isFalse();
        assertThat(groups.holds().unhold("leads", Optional.of("v3"))).isTrue();
        assertThat(groups.holds().held()).isEmpty();

        groups.holds().hold("leads", "v2", "why");
        assertThat(groups.holds().unhold("leads", Optional.empty()))
                .as("it is gone")
                .isTrue();
    }

    @Test
    void takesBackWhatWasNotSentOfAnOlderVersion() {
        ready("sent");
        JobClaim sent = groups.claimJob().orElseThrow();
        groups.step(sent, new JobStep.Intended());
        ready("ready");
        ready("prepared");
        groups.claimJob().orElseThrow();
        completed("completed");
        at.append(at.rowOf("leads", "collected", 100));
        groups.claim(LANE, TERMS, 100);
        groups.holds().hold("leads", "v1", "why");

        assertThat(groups.holds().dissolve("leads", Optional.of("v1"))).isZero();
        assertThat(groups.holds().dissolve("leads", Optional.of("v2"))).isEqualTo(4);

        groups.holds().unhold("leads", Optional.of("v2"));
        assertThat(groups.openCounts()).containsEntry(GroupState.INTENDED, 1L);
        assertThat(groups.openCounts().values()).containsOnly(0L, 1L);
        GroupTerms edited = new GroupTerms("leads", "v2", "{}", 100, 10_000, false);
        assertThat(groups.claim(LANE, edited, 100).orElseThrow().claimed()).isEqualTo(4);
        assertThat(at.row("collected").attempts())
                .as("the group that was not sent is none")
                .isEqualTo(1);
    }

    @Test
    void takesAGroupAwayFromWhoeverHasIt() {
        at.append(at.rowOf("leads", "m1", 100));
        OpenGroup collects = groups.claim(LANE, TERMS, 100).orElseThrow().group();
        groups.holds().dissolve("leads", Optional.of("v2"));
        assertThat(groups.complete(collects.id(), "x1")).isFalse();

        String exchange = completed("m2");
        groups.holds().dissolve("leads", Optional.of("v2"));
        assertThat(groups.ready(exchange)).isFalse();

        ready("m3");
        JobClaim prepared = groups.claimJob().orElseThrow();
        groups.holds().dissolve("leads", Optional.of("v2"));
        assertThat(groups.step(prepared, new JobStep.Intended())).isEmpty();
        assertThat(at.ledger.counts()).containsEntry(State.WAITING, 3L);
    }

    @Test
    void keepsWhatWasClaimedBeforeFromBeingSent() {
        ready("m1");
        JobClaim claimed = groups.claimJob().orElseThrow();
        groups.holds().hold("leads", "v1", "why");

        assertThat(groups.step(claimed, new JobStep.Intended())).isEmpty();

        assertThat(groups.claimJob()).isEmpty();
        groups.holds().unhold("leads");
        assertThat(groups.claimJob()).get().extracting(JobClaim::state).isEqualTo(GroupState.READY);
    }

    @Test
    void leavesWhatSomebodyWaitsFor() {
        List<Long> ids =
                at.ledger.appendDirect(List.of(at.rowOf("leads", "m1", 100))).join();
        JobClaim job = groups.claimDirect(LANE, TERMS, ids).join();

        assertThat(groups.holds().dissolve("leads", Optional.empty())).isZero();

        assertThat(groups.step(job, new JobStep.Intended())).isPresent();
    }
}
