package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups of two replicas on one PostgreSQL. */
@Timeout(300)
class ReplicaGroupsTest {
    private static final String LANE = "leads|Lead";
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", 100, 10_000, false);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private LedgerFixture one;
    private LedgerFixture two;

    @BeforeEach
    void open() {
        one = LedgerFixture.replica(directory, "one", clock);
        two = LedgerFixture.replica(directory, "two", clock);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private OpenGroup collected(LedgerFixture by, String messageId) {
        by.append(by.rowOf("leads", messageId, 100));
        return by.ledger.groups().claim(LANE, TERMS, 100).orElseThrow().group();
    }

    @Test
    void oneCollectsForALane() {
        OpenGroup group = collected(one, "m1");
        two.append(two.rowOf("leads", "m2", 100));

        assertThat(two.ledger.groups().lanes(10)).isEmpty();
        assertThat(two.ledger.groups().claim(LANE, TERMS, 100)).isEmpty();
        assertThat(two.ledger.groups().open()).isEmpty();
        assertThat(two.ledger.groups().complete(group.id(), "x")).isFalse();
        assertThat(one.ledger.groups().lanes(10)).hasSize(1);
        one.ledger.groups().complete(group.id(), "x");
        assertThat(two.ledger.groups().claim(LANE, TERMS, 100)).isPresent();
    }

    @Test
    void keepTheirGroupsByUpkeep() {
        collected(one, "m1");
        clock.pass(LedgerFixture.LEASE.minusSeconds(1));
        one.ledger.upkeep();
        clock.pass(LedgerFixture.LEASE.minusSeconds(1));

        assertThat(two.ledger.groups().adopt()).isZero();
    }

    @Test
    void takeOverWhatOneThatIsGoneCollected() {
        OpenGroup group = collected(one, "m1");
        one.close();
        assertThat(two.ledger.groups().adopt()).isZero();
        clock.pass(LedgerFixture.LEASE.plusMillis(1));

        assertThat(two.ledger.groups().adopt()).isEqualTo(1);

        assertThat(two.ledger.groups().open(LANE)).contains(group);
        two.append(two.rowOf("leads", "m2", 100));
        assertThat(two.ledger
                        .groups()
                        .claim(LANE, TERMS, 100)
                        .orElseThrow()
                        .group()
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void goOnAtOnceAfterARestart() {
        OpenGroup sent = collected(one, "m1");
        one.ledger.groups().complete(sent.id(), "x");
        one.ledger.groups().ready("x");
        JobClaim lost = one.ledger.groups().claimJob().orElseThrow();
        OpenGroup collects = collected(one, "m2");
        one.close();

        try (LedgerFixture again = LedgerFixture.replica(directory, "one", clock)) {
            assertThat(again.ledger.groups().open()).containsExactly(collects);
            assertThat(again.ledger.groups().claimJob().orElseThrow().token()).isGreaterThan(lost.token());
        }
    }

    @Test
    void takeOverByClaimingToo() {
        OpenGroup group = collected(one, "m1");
        clock.pass(LedgerFixture.LEASE.plusMillis(1));
        two.append(two.rowOf("leads", "m2", 100));

        assertThat(two.ledger
                        .groups()
                        .claim(LANE, TERMS, 100)
                        .orElseThrow()
                        .group()
                        .id())
                .isEqualTo(group.id());

        assertThat(one.ledger.groups().complete(group.id(), "x"))
                .as("it is the other's now")
                .isFalse();
    }

    @Test
    void recoverWhatTheOtherDidNotConfirm() {
        OpenGroup group = collected(one, "m1");
        one.ledger.groups().complete(group.id(), "x");
        assertThat(two.ledger.groups().completed()).isEmpty();
        clock.pass(LedgerFixture.LEASE.plusMillis(1));

        assertThat(two.ledger.groups().completed()).extracting(OpenGroup::id).containsExactly(group.id());
        assertThat(one.ledger.groups().completed()).isEmpty();
    }

    @Test
    void shareTheJobs() {
        for (String messageId : List.of("m1", "m2")) {
            OpenGroup group = collected(one, messageId);
            one.ledger.groups().complete(group.id(), messageId);
            one.ledger.groups().ready(messageId);
        }

        JobClaim first = one.ledger.groups().claimJob().orElseThrow();
        JobClaim second = two.ledger.groups().claimJob().orElseThrow();

        assertThat(second.group()).isNotEqualTo(first.group());
        assertThat(one.ledger.groups().claimJob()).isEmpty();
        clock.pass(LedgerFixture.LEASE.plusMillis(1));
        JobClaim takenOver = two.ledger.groups().claimJob().orElseThrow();
        assertThat(takenOver.group()).isEqualTo(first.group());
        assertThat(one.ledger.groups().step(first, new JobStep.Intended())).isEmpty();
    }

    @Test
    void askEachOtherForAFlush() {
        collected(one, "m1");

        assertThat(two.ledger.groups().flush(Optional.empty())).isEqualTo(1);

        assertThat(one.ledger.groups().open()).extracting(OpenGroup::flushAsked).containsExactly(true);
    }
}
