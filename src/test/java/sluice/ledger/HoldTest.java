package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
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
        at.append(at.rowOf("leads", messageId, 100, messageId));
        OpenGroup group = groups.claim(LANE, TERMS, 100).orElseThrow().group();
        groups.complete(group.id(), "x" + group.id());
        groups.ready("x" + group.id());
    }

    @Test
    void keepsWhatWaitsFromBeingSent() {
        ready("m1");
        at.append(at.rowOf("leads", "m2", 100), at.rowOf("contacts", "m3", 100));

        groups.hold("leads", "v1", "No such column 'Hat__c'");

        assertThat(groups.claimJob()).isEmpty();
        assertThat(groups.lanes(10)).extracting(LaneWork::mapping).containsExactly("contacts");
        assertThat(groups.claim(LANE, TERMS, 100)).isEmpty();
        assertThat(groups.held()).containsExactly(new Hold("leads", "v1", "No such column 'Hat__c'", TestClock.START));
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

        groups.hold("leads", "v1", "why");

        assertThat(groups.claimJob()).get().extracting(JobClaim::group).isEqualTo(job.group());
    }

    @Test
    void endsWhenItIsReleased() {
        ready("m1");
        groups.hold("leads", "v1", "why");

        assertThat(groups.unhold("leads")).isTrue();
        assertThat(groups.unhold("leads")).isFalse();

        assertThat(groups.claimJob()).isPresent();
        assertThat(groups.held()).isEmpty();
    }

    @Test
    void endsWithAnEditThatRegroupsWhatWasNotSent() {
        ready("m1");
        JobClaim sent = groups.claimJob().orElseThrow();
        groups.step(sent, new JobStep.Intended());
        ready("m2");
        groups.hold("leads", "v1", "why");

        assertThat(groups.regroup("leads", "v2")).isEqualTo(1);

        assertThat(groups.held()).isEmpty();
        assertThat(groups.jobs(JobFilter.all()).items())
                .extracting(JobRow::state, JobRow::retried)
                .containsExactly(tuple(GroupState.DONE, 1), tuple(GroupState.INTENDED, 0));
        GroupTerms edited = new GroupTerms("leads", "v2", "{}", 100, 10_000, false);
        GroupClaim claim = groups.claim(LANE, edited, 100).orElseThrow();
        assertThat(claim.claimed()).isEqualTo(1);
        assertThat(at.row("m2").attempts())
                .as("the group that was not sent is none")
                .isEqualTo(1);
    }
}
