package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
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

    private GroupClaim claim() {
        return groups.claim(LANE, TERMS, 200).orElseThrow();
    }

    private NewDelivery row(String messageId, String... keys) {
        return at.rowOf("leads", messageId, 100, keys);
    }

    @Test
    void tellsTheLanesThatWait() {
        at.append(row("m1", "a"), row("m2", "a"), row("m3"));
        at.clock.pass(Duration.ofSeconds(1));
        at.append(at.rowOf("contacts", "m4", 10), at.delivery("m5"));

        assertThat(groups.lanes(100))
                .containsExactly(
                        new LaneWork(LANE, "leads", TestClock.START, 2), // m2 is behind m1
                        new LaneWork("contacts|Lead", "contacts", TestClock.START.plusSeconds(1), 1));
        assertThat(groups.lanes(1)).extracting(LaneWork::waiting).containsExactly(1, 1);
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
        assertThat(groups.open(LANE)).contains(third.group());
        assertThat(at.ledger.counts()).containsEntry(State.GROUPED, 3L).containsEntry(State.WAITING, 1L);
    }

    @Test
    void isNotKeptBusyByWhatIsLeftWaiting() throws InterruptedException {
        at.append(row("m1"));
        assertThat(groups.awaitLanes(Duration.ZERO)).isTrue();
        assertThat(groups.awaitLanes(Duration.ZERO)).as("nothing new").isFalse();
        assertThat(groups.lanes(10)).hasSize(1);
        assertThat(groups.awaitLanes(Duration.ZERO)).as("left where it is").isFalse();

        at.clock.pass(Duration.ofSeconds(1));
        assertThat(groups.awaitLanes(Duration.ZERO)).as("some time later").isTrue();
        at.append(row("m2"));
        assertThat(groups.awaitLanes(Duration.ZERO)).as("something came in").isTrue();
        assertThat(groups.lanes(10)).hasSize(1);
        assertThat(groups.awaitLanes(Duration.ZERO)).isFalse();
        groups.flush(Optional.empty());
        assertThat(groups.awaitLanes(Duration.ZERO)).as("to be flushed").isTrue();
    }

    @Test
    void goesAllTheWay() throws SQLException {
        at.append(row("m1", "a"), row("m2", "b"), row("m3", "a"));

        long group = claim().group().id();
        assertThat(groups.complete(group, "x1")).isTrue();
        assertThat(groups.ready("x1")).isTrue();
        JobClaim job = groups.claimJob().orElseThrow();
        groups.members(job, Optional.empty(), 100).forEach(member -> at.deliver(member.delivery()));
        assertThat(groups.finish(job, GroupState.DONE, "")).isTrue();

        assertThat(groups.jobs(JobFilter.all()).items())
                .singleElement()
                .extracting(JobRow::state, JobRow::succeeded)
                .containsExactly(GroupState.DONE, 2);
        assertThat(at.ledger.counts()).containsEntry(State.GROUPED, 0L).containsEntry(State.DELIVERED, 2L);
        assertThat(groups.lanes(10))
                .as("m3 has its turn")
                .extracting(LaneWork::waiting)
                .containsExactly(1);
        assertThat(at.number("select count(*) from key_wait")).isZero();
    }

    @Test
    void takesNoMoreBytesThanThereIsRoomFor() {
        GroupTerms terms = new GroupTerms("leads", "v1", "{}", 100, 250, false);
        at.append(row("m1"), row("m2"), row("m3"));

        assertThat(groups.claim(LANE, terms, 200).orElseThrow().claimed()).isEqualTo(2);
        GroupClaim full = groups.claim(LANE, terms, 200).orElseThrow();

        assertThat(full.claimed()).isZero();
        assertThat(full.group().flushAsked()).isTrue();
    }

    @Test
    void takesARowThatIsTooLargeAlone() {
        at.append(at.rowOf("leads", "m1", 5_000), row("m2"));

        GroupClaim claim = claim();

        assertThat(claim.claimed()).isEqualTo(1);
        assertThat(claim.group().bytes()).isEqualTo(5_000);
    }

    @Test
    void opensAnotherGroupForAnotherVersion() {
        GroupTerms edited = new GroupTerms("leads", "v2", "{}", 3, 1_000, false);
        at.append(row("m1"));
        long first = claim().group().id();
        at.append(row("m2"));

        GroupClaim refused = groups.claim(LANE, edited, 200).orElseThrow();
        groups.complete(first, "x1");
        GroupClaim taken = groups.claim(LANE, edited, 200).orElseThrow();

        assertThat(refused.claimed()).isZero();
        assertThat(refused.group().flushAsked()).isTrue();
        assertThat(taken.group().id()).isGreaterThan(first);
        assertThat(taken.group().version()).isEqualTo("v2");
    }

    @Test
    void claimsALaneForRecordCallsToo() {
        at.append(row("m1", "a"), at.rowOf("contacts", "m2", 10), at.delivery("m3"));

        Claim claim = groups.claimSingly(LANE, 200).orElseThrow();

        assertThat(claim.mapping()).isEqualTo("leads");
        assertThat(claim.deliveries()).extracting(Delivery::messageId).containsExactly("m1");
        assertThat(claim.deliveries()).extracting(Delivery::state).containsExactly(State.SENDING);
        assertThat(groups.claimSingly(LANE, 200)).isEmpty();
        at.settle(claim.deliveries().get(0), at.retryIn(Duration.ofSeconds(1)));
        at.clock.pass(Duration.ofSeconds(1));
        assertThat(claim().claimed()).as("it is of its lane as before").isEqualTo(1);
    }

    @Test
    void putsARetriedRowIntoTheNextGroup() {
        at.append(row("m1"));
        GroupClaim first = claim();
        groups.complete(first.group().id(), "x1");
        groups.ready("x1");
        JobClaim job = groups.claimJob().orElseThrow();
        Delivery member = groups.members(job, Optional.empty(), 1).get(0).delivery();

        at.settle(member, at.retryIn(Duration.ofSeconds(5)));

        assertThat(groups.lanes(10)).as("not due yet").isEmpty();
        at.clock.pass(Duration.ofSeconds(5));
        GroupClaim next = claim();
        assertThat(next.group().id()).isNotEqualTo(first.group().id());
        groups.finish(job, GroupState.DONE, "");
        assertThat(groups.jobs(JobFilter.all().state(GroupState.DONE)).items())
                .extracting(JobRow::retried)
                .containsExactly(1);
        assertThat(at.row("m1").attempts()).isEqualTo(2);
        assertThat(at.deliver(member)).as("the first job's claim").containsExactly(member.id());
    }

    @Test
    void asksForAFlushByMapping() {
        at.append(row("m1"), at.rowOf("contacts", "m2", 10));
        claim();
        groups.claim("contacts|Lead", new GroupTerms("contacts", "v1", "{}", 3, 1_000, false), 10);

        assertThat(groups.flush(Optional.of("leads"))).isEqualTo(1);
        assertThat(groups.open()).extracting(OpenGroup::flushAsked).containsExactly(true, false);
        assertThat(groups.flush(Optional.empty())).isEqualTo(2);
        assertThat(groups.open()).extracting(OpenGroup::flushAsked).containsExactly(true, true);
    }

    @Test
    void leavesALaneAloneWhileItsMappingIsRekeyed() {
        at.append(row("m1"));

        at.ledger.rekey("leads", delivery -> {
            assertThat(groups.lanes(10)).isEmpty();
            assertThat(groups.claim(LANE, TERMS, 200)).isEmpty();
            return Placement.inLane("leads|Contact", 50, List.of());
        });

        assertThat(groups.lanes(10)).extracting(LaneWork::lane).containsExactly("leads|Contact");
    }

    @Test
    void completesAGroupOnce() {
        at.append(row("m1"));
        long group = claim().group().id();

        assertThat(groups.complete(group, "x1")).isTrue();
        assertThat(groups.complete(group, "x2")).isFalse();
        assertThat(groups.open(LANE)).isEmpty();
        assertThat(groups.completed()).extracting(OpenGroup::exchangeId).containsExactly(Optional.of("x1"));
        assertThat(groups.completed("x1")).isPresent();
        assertThat(groups.completed("x2")).isEmpty();
        assertThat(groups.ready("x1")).isTrue();
        assertThat(groups.ready("x1")).isFalse();
        assertThat(groups.completed()).isEmpty();
    }
}
