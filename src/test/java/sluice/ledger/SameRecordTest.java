package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Later deliveries of a record share the row of an earlier one. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class SameRecordTest {
    private static final String LANE = "leads|Lead";
    private static final GroupTerms TERMS = new GroupTerms("leads", "v1", "{}", 1_000, 100_000, true);

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

    private NewDelivery row(String messageId, String... keys) {
        return at.rowOf("leads", messageId, 100, keys);
    }

    private OpenGroup claim() {
        return groups.claim(LANE, TERMS, 500).orElseThrow().group();
    }

    private JobClaim send(OpenGroup group) {
        groups.complete(group.id(), "x" + group.id());
        groups.ready("x" + group.id());
        return groups.claimJob().orElseThrow();
    }

    /** Row by row, what was put in. */
    private List<String> rows(JobClaim job) {
        List<String> rows = new ArrayList<>();
        long last = 0;
        for (Member member : groups.members(job, Optional.empty(), 1_000)) {
            String messageId = member.delivery().messageId();
            if (member.row() == last) {
                rows.add(rows.remove(rows.size() - 1) + "+" + messageId);
            } else {
                rows.add(messageId);
            }
            last = member.row();
        }
        return rows;
    }

    @Test
    void joinTheRowOfTheFirst() {
        at.append(row("m1", "a"), row("m2", "b"), row("m3", "a"), row("m4"), row("m5", "a"), row("m6"));

        GroupClaim claim = groups.claim(LANE, TERMS, 500).orElseThrow();

        assertThat(claim.claimed()).isEqualTo(6);
        assertThat(claim.group().rows()).isEqualTo(4);
        assertThat(claim.group().bytes()).isEqualTo(400);
        assertThat(claim.group().deliveries()).isEqualTo(6);
        assertThat(rows(send(claim.group()))).containsExactly("m1+m3+m5", "m2", "m4", "m6");
    }

    @Test
    void joinUntilTheGroupIsComplete() {
        at.append(row("m1", "a"));
        OpenGroup group = claim();
        at.append(row("m2", "a"));
        at.append(row("m3", "b"), row("m4", "b"));
        claim();
        at.append(row("m5", "a"), row("m6", "b"));

        JobClaim job = send(group);

        assertThat(rows(job)).containsExactly("m1+m2+m5", "m3+m4+m6");
        at.append(row("m7", "a"));
        assertThat(groups.lanes(10)).as("m7 while the group is sent").isEmpty();
    }

    @Test
    void stayBehindWhatIsNotOfTheLane() {
        at.append(
                row("m1", "a"),
                row("m2", "a"),
                at.deliveryOf("others", "o1", "a"),
                row("m3", "a"),
                row("m4", "b"),
                at.deliveryOf("leads", "singly", "b"),
                row("m5", "b"));

        JobClaim job = send(claim());

        assertThat(rows(job)).containsExactly("m1+m2", "m4");
    }

    @Test
    void areOfTheVeryRecord() {
        at.append(row("m1", "a", "b"), row("m2", "a"), row("m3", "c", "d"), row("m4", "c", "d"));
        at.append(row("m5", "e", "f"), at.deliveryOf("others", "o1", "f"), row("m6", "e", "f"));

        assertThat(rows(send(claim()))).containsExactly("m1", "m3+m4", "m5");
    }

    /** After a job that Salesforce may have done, the first row alone would bring back what they have overwritten. */
    @Test
    void comeAlongWhateverTheyWerePutOffTo() {
        at.append(row("m1", "a"), row("m2", "a"));
        JobClaim first = send(claim());
        List<Member> members = groups.members(first, Optional.empty(), 10);
        at.settle(members.get(1).delivery(), at.retryIn(Duration.ofMinutes(1)));
        at.settle(members.get(0).delivery(), at.retryIn(Duration.ZERO));

        JobClaim second = send(claim());

        assertThat(rows(second)).containsExactly("m1+m2");
    }

    @Test
    void leaveTheLinesRightInWhateverOrderTheyAreSettled() throws SQLException {
        for (int seed = 0; seed < 10; seed++) {
            List<NewDelivery> many = new ArrayList<>();
            String run = seed + "-";
            IntStream.range(0, 12).forEach(i -> many.add(row(run + i, run + "a" + i % 3, run + "b" + i % 3)));
            many.add(at.deliveryOf("others", run + "last", run + "a0"));
            at.ledger.append(many).join();
            JobClaim job = send(claim());
            List<Member> members = new ArrayList<>(groups.members(job, Optional.empty(), 100));
            assertThat(members).hasSize(12);
            Collections.shuffle(members, new Random(seed));

            assertThat(at.claim())
                    .as("the last one while the row before it is sent")
                    .isEmpty();
            members.forEach(member -> assertThat(at.deliver(member.delivery())).isEmpty());
            groups.finish(job, GroupState.DONE, "");

            assertThat(at.claim()).singleElement().satisfies(at::deliver);
            assertThat(at.number("select count(*) from key_head")).isZero();
            assertThat(at.number("select count(*) from key_wait")).isZero();
        }
    }

    @Test
    void keepTheirOrderWhenTheyWaitAgain() {
        at.append(row("m1", "a"), row("m2", "a"), row("m3", "a"));
        JobClaim first = send(claim());
        List<Member> members = groups.members(first, Optional.empty(), 10);
        for (int i : new int[] {1, 0, 2}) {
            at.settle(members.get(i).delivery(), at.retryIn(Duration.ZERO));
        }
        groups.finish(first, GroupState.DONE, "");

        assertThat(rows(send(claim()))).containsExactly("m1+m2+m3");
    }

    @Test
    void costNothingWhereNobodyMerges() {
        at.append(row("m1", "a"), row("m2", "a"));
        GroupTerms inOrder = new GroupTerms("leads", "v1", "{}", 10, 100_000, false);

        OpenGroup group = groups.claim(LANE, inOrder, 500).orElseThrow().group();

        assertThat(rows(send(group))).containsExactly("m1");
    }
}
