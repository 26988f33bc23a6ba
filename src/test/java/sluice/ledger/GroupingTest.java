package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries with a lane come into groups. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class GroupingTest {
    private static final String LANE = "leads|Lead";
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", 3, 1_000, false);

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory.resolve("data"));
    }

    @AfterEach
    void close() {
        at.close();
    }

    private GroupClaim claim() {
        return at.ledger.groups().claim(LANE, TERMS, 200).orElseThrow();
    }

    private NewDelivery row(String messageId, String... keys) {
        return at.rowOf("leads", messageId, 100, keys);
    }

    @Test
    void tellsTheLanesThatWait() {
        at.append(row("m1", "a"), row("m2", "a"), row("m3"));
        at.clock.pass(Duration.ofSeconds(1));
        at.append(at.rowOf("contacts", "m4", 10), at.delivery("m5"));

        assertThat(at.ledger.groups().lanes(100))
                .containsExactly(
                        new LaneWork(LANE, "leads", TestClock.START, 2), // m2 is behind m1
                        new LaneWork("contacts|Lead", "contacts", TestClock.START.plusSeconds(1), 1));
        assertThat(at.ledger.groups().lanes(1)).extracting(LaneWork::waiting).containsExactly(1, 1);
        assertThat(at.claimIds()).as("by record calls").containsExactly("m5");
    }

    @Test
    void fillsTheOpenGroupOfALane() {
        at.append(row("m1"), row("m2"));
        GroupClaim first = claim();
        at.append(row("m3"), row("m4"));

        GroupClaim second = claim();
        GroupClaim third = claim();

        OpenGroup group = new OpenGroup(
                first.group().id(),
                LANE,
                "leads",
                "v1",
                GroupState.COLLECTING,
                2,
                200,
                2,
                TestClock.START,
                false,
                Optional.empty());
        assertThat(first).isEqualTo(new GroupClaim(group, 2));
        assertThat(second.claimed()).isEqualTo(1);
        assertThat(second.group().rows()).isEqualTo(3);
        assertThat(third.claimed()).as("it is full").isZero();
        assertThat(third.group().flushAsked()).isTrue();
        assertThat(at.ledger.groups().open(LANE)).contains(third.group());
        assertThat(at.ledger.counts()).containsEntry(State.GROUPED, 3L).containsEntry(State.WAITING, 1L);
    }

    @Test
    void goesAllTheWay() {
        at.append(row("m1", "a"), row("m2", "b"), row("m3", "a"));
        BulkGroups groups = at.ledger.groups();
        long group = claim().group().id();

        assertThat(groups.complete(group, "x1")).isTrue();
        assertThat(groups.completed()).extracting(OpenGroup::id).containsExactly(group);
        assertThat(groups.ready("x1")).isTrue();
        JobClaim job = groups.claimJob().orElseThrow();
        job = groups.step(job, new JobStep.Intended()).orElseThrow();
        job = groups.step(job, new JobStep.Created("750")).orElseThrow();
        job = groups.step(job, new JobStep.Uploaded(new byte[] {1, 2})).orElseThrow();
        job = groups.step(job, new JobStep.Closed()).orElseThrow();
        assertThat(job.jobId()).contains("750");
        assertThat(groups.manifest(group)).hasValue(new byte[] {1, 2});
        assertThat(groups.postpone(job, at.clock.instant().plusSeconds(5))).isTrue();
        assertThat(groups.claimJob()).isEmpty();
        at.clock.pass(Duration.ofSeconds(5));
        job = groups.claimJob().orElseThrow();
        assertThat(job.state()).isEqualTo(GroupState.CLOSED);
        List<Member> members = groups.members(job, Optional.empty(), 100);
        assertThat(members).extracting(member -> member.delivery().messageId()).containsExactly("m1", "m2");
        members.forEach(member -> assertThat(at.deliver(member.delivery())).isEmpty());
        assertThat(groups.finish(job, GroupState.DONE, "")).isTrue();

        assertThat(groups.jobs(JobFilter.all()).items())
                .singleElement()
                .extracting(JobRow::state, JobRow::succeeded, JobRow::jobId)
                .containsExactly(GroupState.DONE, 2, Optional.of("750"));
        assertThat(at.ledger.counts()).containsEntry(State.GROUPED, 0L).containsEntry(State.DELIVERED, 2L);
        assertThat(groups.lanes(10)).extracting(LaneWork::waiting).containsExactly(1);
    }
}
