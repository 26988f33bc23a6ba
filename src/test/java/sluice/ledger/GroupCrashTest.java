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

/** A group survives a crash at every moment of its life. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class GroupCrashTest {
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

    private long group() {
        at.append(at.rowOf("leads", "m1", 100, "a"), at.rowOf("leads", "m2", 100, "a"), at.rowOf("leads", "m3", 100));
        return groups.claim(LANE, TERMS, 100).orElseThrow().group().id();
    }

    private JobClaim job(long group) {
        groups.complete(group, "x1");
        groups.ready("x1");
        return groups.claimJob().orElseThrow();
    }

    private LedgerFixture crash() {
        return at.crashInto(directory.resolve("again"));
    }

    /** Every delivery is in this group, as nobody else's, and gets its outcome once. */
    private static void endsWell(LedgerFixture again, JobClaim job) {
        BulkGroups groups = again.ledger.groups();
        List<Member> members = groups.members(job, Optional.empty(), 100);
        assertThat(members).extracting(member -> member.delivery().messageId()).containsExactly("m1", "m2", "m3");
        assertThat(again.claim()).isEmpty();
        assertThat(groups.lanes(10)).isEmpty();
        members.forEach(member -> assertThat(again.deliver(member.delivery())).isEmpty());
        assertThat(groups.finish(job, GroupState.DONE, "")).isTrue();
        assertThat(again.ledger.counts()).containsEntry(State.GROUPED, 0L).containsEntry(State.DELIVERED, 3L);
    }

    @Test
    void whileItCollects() {
        long group = group();

        try (LedgerFixture again = crash()) {
            BulkGroups after = again.ledger.groups();
            after.adopt();
            OpenGroup open = after.open(LANE).orElseThrow();
            assertThat(open.id()).isEqualTo(group);
            assertThat(open.openedAt()).as("its age counts on").isEqualTo(TestClock.START);
            assertThat(after.open()).containsExactly(open);
            assertThat(after.complete(group, "x1")).isTrue();
            assertThat(after.ready("x1")).isTrue();
            endsWell(again, after.claimJob().orElseThrow());
        }
    }

    @Test
    void whenItIsComplete() {
        long group = group();
        groups.complete(group, "x1");

        try (LedgerFixture again = crash()) {
            BulkGroups after = again.ledger.groups();
            assertThat(after.open()).isEmpty();
            assertThat(after.completed()).extracting(OpenGroup::exchangeId).containsExactly(Optional.of("x1"));
            assertThat(after.ready("x1")).isTrue();
            endsWell(again, after.claimJob().orElseThrow());
        }
    }

    @Test
    void whenItIsReady() {
        long group = group();
        groups.complete(group, "x1");
        groups.ready("x1");

        try (LedgerFixture again = crash()) {
            assertThat(again.ledger.groups().completed()).isEmpty();
            endsWell(again, again.ledger.groups().claimJob().orElseThrow());
        }
    }

    @Test
    void afterEachStepOfItsJob() {
        JobClaim job = job(group());
        List<JobStep> steps = List.of(
                new JobStep.Intended(),
                new JobStep.Created("750A"),
                new JobStep.Uploaded(new byte[] {7}),
                new JobStep.Closed(),
                new JobStep.Ended());
        for (JobStep step : steps) {
            job = groups.step(job, step).orElseThrow();
            try (LedgerFixture again =
                    at.crashInto(directory.resolve(step.state().name()))) {
                JobClaim after = again.ledger.groups().claimJob().orElseThrow();
                assertThat(after.state()).isEqualTo(step.state());
                assertThat(after.jobId()).isEqualTo(job.jobId());
                assertThat(after.intendedAt()).isEqualTo(job.intendedAt());
                assertThat(after.token()).isGreaterThan(job.token());
                if (step instanceof JobStep.Uploaded) {
                    assertThat(again.ledger.groups().manifest(job.group())).hasValue(new byte[] {7});
                }
                if (step instanceof JobStep.Ended) {
                    endsWell(again, after);
                } else {
                    again.ledger.groups().postpone(after, TestClock.START);
                }
            }
            job = takenBack(job);
        }
    }

    /** On PostgreSQL the crash was none: the one that came after it took the group over. */
    private JobClaim takenBack(JobClaim job) {
        return groups.claimJob().orElse(job);
    }

    @Test
    void amidstItsOutcomes() {
        JobClaim job = job(group());
        job = groups.step(job, new JobStep.Ended()).orElseThrow();
        List<Member> members = groups.members(job, Optional.empty(), 100);
        at.deliver(members.get(1).delivery());

        try (LedgerFixture again = crash()) {
            BulkGroups after = again.ledger.groups();
            JobClaim claim = after.claimJob().orElseThrow();
            assertThat(again.deliver(members.get(1).delivery()))
                    .as("once is enough")
                    .hasSize(1);
            List<Member> left = after.members(claim, Optional.empty(), 100);
            assertThat(left).extracting(member -> member.delivery().messageId()).containsExactly("m1", "m3");
            left.forEach(member -> assertThat(again.deliver(member.delivery())).isEmpty());
            assertThat(after.finish(claim, GroupState.DONE, "")).isTrue();
            assertThat(after.jobs(JobFilter.all()).items().get(0).succeeded()).isEqualTo(3);
        }
    }
}
