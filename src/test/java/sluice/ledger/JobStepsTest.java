package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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

/** The job of a group is carried on step by step. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class JobStepsTest {
    private static final GroupTerms TERMS =
            new GroupTerms("leads", "v1", "{\"name\":\"leads\"}", 5_000, 1_000_000, false);

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

    private JobClaim job(String... messageIds) {
        for (String messageId : messageIds) {
            at.append(at.rowOf("leads", messageId, 100, messageId));
        }
        OpenGroup group = groups.claim("leads|Lead", TERMS, 5_000).orElseThrow().group();
        groups.complete(group.id(), "x" + group.id());
        groups.ready("x" + group.id());
        return groups.claimJob().orElseThrow();
    }

    private List<Member> members(JobClaim job) {
        return groups.members(job, Optional.empty(), 100);
    }

    @Test
    void areWrittenDownOneByOne() {
        JobClaim ready = job("m1", "m2");
        assertThat(ready)
                .isEqualTo(new JobClaim(
                        ready.group(),
                        1,
                        "leads|Lead",
                        "leads",
                        "v1",
                        "{\"name\":\"leads\"}",
                        GroupState.READY,
                        false,
                        2,
                        200,
                        2,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        TestClock.START,
                        TestClock.START,
                        TestClock.START.plus(LedgerFixture.LEASE)));
        at.clock.pass(Duration.ofSeconds(1));

        JobClaim intended = groups.step(ready, new JobStep.Intended()).orElseThrow();
        at.clock.pass(Duration.ofSeconds(1));
        JobClaim created = groups.step(intended, new JobStep.Created("750A")).orElseThrow();
        JobClaim uploaded =
                groups.step(created, new JobStep.Uploaded(new byte[] {1, 2})).orElseThrow();
        JobClaim closed = groups.step(uploaded, new JobStep.Closed()).orElseThrow();
        JobClaim ended = groups.step(closed, new JobStep.Ended()).orElseThrow();

        assertThat(intended.intendedAt()).contains(TestClock.START.plusSeconds(1));
        assertThat(intended.changedAt()).isEqualTo(TestClock.START.plusSeconds(1));
        assertThat(created.jobId()).contains("750A");
        assertThat(created.leaseUntil()).isEqualTo(at.clock.instant().plus(LedgerFixture.LEASE));
        assertThat(groups.manifest(ready.group())).hasValue(new byte[] {1, 2});
        assertThat(List.of(intended, created, uploaded, closed, ended))
                .extracting(JobClaim::state)
                .containsExactly(
                        GroupState.INTENDED,
                        GroupState.CREATED,
                        GroupState.UPLOADED,
                        GroupState.CLOSED,
                        GroupState.ENDED);
    }

    @Test
    void beginAnew() {
        JobClaim job = job("m1");
        job = groups.step(job, new JobStep.Intended()).orElseThrow();
        job = groups.step(job, new JobStep.Created("750A")).orElseThrow();
        job = groups.step(job, new JobStep.Uploaded(new byte[] {1})).orElseThrow();

        job = groups.step(job, new JobStep.Again()).orElseThrow();

        assertThat(job.state()).isEqualTo(GroupState.READY);
        assertThat(job.jobId()).isEmpty();
        assertThat(job.intendedAt()).isEmpty();
        assertThat(groups.manifest(job.group())).isEmpty();
    }

    @Test
    void restUntilTheNextIsDue() {
        JobClaim job = job("m1");
        groups.postpone(job, at.clock.instant().plusSeconds(5));

        assertThat(groups.claimJob()).isEmpty();
        at.clock.pass(Duration.ofSeconds(5));
        JobClaim again = groups.claimJob().orElseThrow();
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(groups.step(again, new JobStep.Intended()).orElseThrow().attempts())
                .as("since its last step")
                .isZero();
    }

    @Test
    void areOfOneClaimAtATime() {
        JobClaim lost = job("m1");
        at.clock.pass(LedgerFixture.LEASE.minusSeconds(1));
        lost = groups.renew(lost).orElseThrow();
        at.clock.pass(Duration.ofSeconds(2));
        assertThat(groups.claimJob()).as("it was renewed").isEmpty();
        at.clock.pass(LedgerFixture.LEASE);

        JobClaim ours = groups.claimJob().orElseThrow();

        assertThat(ours.token()).isEqualTo(2);
        assertThat(groups.step(lost, new JobStep.Intended())).isEmpty();
        assertThat(groups.renew(lost)).isEmpty();
        assertThat(groups.postpone(lost, at.clock.instant())).isFalse();
        at.deliver(members(ours).get(0).delivery());
        assertThat(groups.finish(lost, GroupState.DONE, "")).isFalse();
        assertThat(groups.finish(ours, GroupState.DONE, "")).isTrue();
        assertThat(groups.finish(ours, GroupState.DONE, "")).as("a second time").isFalse();
    }

    @Test
    void endWhenEveryDeliveryHasItsOutcome() {
        JobClaim job = job("m1", "m2", "m3", "m4");
        List<Member> members = members(job);
        at.deliver(members.get(0).delivery());
        at.settle(members.get(1).delivery(), new Outcome.Skipped(Answer.NONE));
        at.settle(members.get(2).delivery(), new Outcome.Dead(LedgerFixture.REFUSED));

        assertThatThrownBy(() -> groups.finish(job, GroupState.DONE, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("group %d: expected an outcome for every delivery, had none for 1".formatted(job.group()));
        at.settle(members.get(3).delivery(), at.retryIn(Duration.ZERO));
        assertThat(groups.finish(job, GroupState.FAILED, "InvalidBatch")).isTrue();

        JobRow row = groups.jobs(JobFilter.all().mapping("leads")).items().get(0);
        assertThat(row)
                .extracting(JobRow::state, JobRow::succeeded, JobRow::failed, JobRow::retried, JobRow::error)
                .containsExactly(GroupState.FAILED, 2, 1, 1, "InvalidBatch");
        assertThat(groups.openCounts()).containsEntry(GroupState.READY, 0L).doesNotContainKey(GroupState.FAILED);
        assertThat(groups.claimJob()).isEmpty();
    }

    @Test
    void tellHowLongTheOldestIsUnderWay() {
        assertThat(groups.oldestOpen()).isEmpty();
        JobClaim oldest = job("m1");
        at.clock.pass(Duration.ofSeconds(1));
        at.append(at.rowOf("leads", "m2", 100));
        groups.claim("leads|Lead", TERMS, 10);

        assertThat(groups.oldestOpen()).contains(TestClock.START);
        at.deliver(members(oldest).get(0).delivery());
        groups.finish(oldest, GroupState.DONE, "");
        assertThat(groups.oldestOpen()).contains(TestClock.START.plusSeconds(1));
    }

    @Test
    void tellSinceWhenADeliveryMayHaveBeenWritten() {
        JobClaim job = job("m1");
        at.clock.pass(Duration.ofHours(1));
        job = groups.step(job, new JobStep.Intended()).orElseThrow();
        Delivery delivery = members(job).get(0).delivery();
        at.clock.pass(Duration.ofMinutes(5));

        at.settle(delivery, Outcome.uncertain(Answer.NONE, at.clock.instant()));

        Delivery singly =
                groups.claimSingly("leads|Lead", 1).orElseThrow().deliveries().get(0);
        assertThat(singly.sentAt()).isEqualTo(TestClock.START.plus(Duration.ofHours(1)));
    }

    @Test
    void giveMembersBack() {
        JobClaim job = job("m1", "m2", "m3");
        List<Long> ids =
                members(job).stream().map(member -> member.delivery().id()).toList();

        assertThat(groups.release(job, ids.subList(0, 1), at.clock.instant())).isEqualTo(1);
        assertThat(groups.releaseSingly(job, ids.subList(1, 2), at.clock.instant()))
                .isEqualTo(1);
        assertThat(groups.release(job, ids.subList(0, 2), at.clock.instant()))
                .as("they are gone")
                .isZero();

        assertThat(groups.members(job, ids)).extracting(Delivery::messageId).containsExactly("m3");
        assertThat(groups.lanes(10)).extracting(LaneWork::waiting).containsExactly(1);
        Delivery singly = at.claimOne();
        assertThat(singly.messageId()).isEqualTo("m2");
        assertThat(singly.attempts()).as("the group's was none").isEqualTo(1);
    }

    @Test
    void giveNothingBackThatSomebodyElseMayHaveSent() {
        JobClaim lapsed = job("m1", "m2");
        List<Long> ids =
                members(lapsed).stream().map(member -> member.delivery().id()).toList();
        at.clock.pass(LedgerFixture.LEASE.plusSeconds(1));
        JobClaim taken = groups.claimJob().orElseThrow();

        assertThat(groups.release(lapsed, ids.subList(0, 1), at.clock.instant()))
                .isZero();
        assertThat(groups.releaseSingly(lapsed, ids, at.clock.instant())).isZero();

        assertThat(groups.members(taken, ids)).extracting(Delivery::messageId).containsExactly("m1", "m2");
        assertThat(groups.lanes(10)).isEmpty();
        assertThat(at.ledger.claim(10)).isEmpty();
    }

    @Test
    void readMembersInPages() {
        JobClaim job = job(IntStream.range(0, 150).mapToObj(i -> "m" + i).toArray(String[]::new));

        List<Member> first = groups.members(job, Optional.empty(), 100);
        List<Member> second = groups.members(job, Optional.of(first.get(99)), 100);

        assertThat(first).hasSize(100);
        assertThat(second).hasSize(50);
        assertThat(second.get(49).delivery().messageId()).isEqualTo("m149");
        assertThat(second.get(49).delivery().leaseUntil()).isEqualTo(job.leaseUntil());
        assertThat(groups.members(job, Optional.of(second.get(49)), 100)).isEmpty();
    }

    @Test
    void areListedAndFound() {
        JobClaim first = job("m1");
        groups.step(first, new JobStep.Intended());
        groups.step(first, new JobStep.Created("750A"));
        JobClaim second = job("m2");

        assertThat(groups.jobs(JobFilter.all()).items())
                .extracting(JobRow::id)
                .containsExactly(second.group(), first.group());
        assertThat(groups.jobs(JobFilter.all().job("750A")).items())
                .extracting(JobRow::id)
                .containsExactly(first.group());
        assertThat(groups.jobs(JobFilter.all().state(GroupState.READY)).total()).isEqualTo(1);
        assertThat(groups.jobs(JobFilter.all().mapping("none")).items()).isEmpty();
        assertThat(groups.jobs(JobFilter.all().page(1, 1)).items())
                .extracting(JobRow::id)
                .containsExactly(first.group());
    }
}
