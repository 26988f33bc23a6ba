package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries of one record that are claimed together, to be written as one. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class FollowingTest {
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

    @Test
    void claimsWhoWaitsBehindInOrder() {
        at.append(at.delivery("m1", "a"), at.delivery("x1", "b"), at.delivery("y1", "c"));
        at.append(at.delivery("m2", "a"), at.delivery("x2", "b"), at.delivery("m3", "a"));

        List<Delivery> heads = at.claim();
        Map<Long, Line> followers = at.ledger.claimFollowers(heads, 100);

        assertThat(ids(heads)).containsExactly("m1", "x1", "y1");
        assertThat(followers).hasSize(2);
        assertThat(ids(followers.get(heads.get(0).id()).deliveries())).containsExactly("m2", "m3");
        assertThat(ids(followers.get(heads.get(1).id()).deliveries())).containsExactly("x2");
        assertThat(followers.get(heads.get(0).id()).deliveries()).allSatisfy(follower -> {
            assertThat(follower.state()).isEqualTo(State.SENDING);
            assertThat(follower.leaseUntil()).isEqualTo(heads.get(0).leaseUntil());
            assertThat(follower.attempts()).isEqualTo(1);
        });
        assertThat(at.ledger.counts()).containsEntry(State.SENDING, 6L).containsEntry(State.WAITING, 0L);
        assertThat(at.claim()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenAllAreDelivered() {
        at.append(at.delivery("m1", "a", "b"), at.delivery("m2", "a", "b"), at.delivery("m3", "a", "b"));

        assertThat(at.ledger.settle(delivered(claimAll()))).isEmpty();

        assertThat(at.ledger.counts()).containsEntry(State.DELIVERED, 3L).containsEntry(State.WAITING, 0L);
        at.append(at.delivery("m4", "a"), at.delivery("m5", "b"));
        assertThat(at.claimIds()).containsExactly("m4", "m5");
    }

    @Test
    void stopsAtWhatIsNotAlike() {
        at.append(
                at.delivery("m1", "a"),
                at.delivery("m2", "a"),
                at.deliveryOf("others", "m3", "a"),
                at.delivery("m4", "a"));
        at.append(at.delivery("x1", "b"), at.delivery("x2", "b"), at.delivery("x3", "b", "c"), at.delivery("x4", "b"));
        at.append(at.delivery("y1", "d"));
        at.appendDirect(at.delivery("y2", "d"));
        at.append(at.delivery("y3", "d"));

        assertThat(ids(claimAll())).containsExactly("m1", "x1", "y1", "m2", "x2");
    }

    /** With two keys, what waits behind one of them alone must not be overtaken. */
    @Test
    void stopsAtWhatIsBetweenThemInOneOfTheLines() {
        at.append(
                at.delivery("m1", "a", "b"),
                at.delivery("m2", "a", "b"),
                at.delivery("x", "b"),
                at.delivery("m3", "a", "b"));

        assertThat(ids(claimAll())).containsExactly("m1", "m2");
    }

    @Test
    void givesTheirTurnToThoseWhoCameBetween() {
        at.append(
                at.delivery("m1", "a"),
                at.delivery("m2", "a"),
                at.deliveryOf("others", "x", "a"),
                at.delivery("m3", "a"));
        at.ledger.settle(delivered(claimAll()));

        Delivery between = at.claimOne();
        assertThat(between.messageId()).isEqualTo("x");
        at.deliver(between);

        assertThat(at.claimIds()).containsExactly("m3");
    }

    /** Written without them after an answer was lost, the first would bring back what they have overwritten. */
    @Test
    void takesThoseThatWereSentBeforeWheneverItsHeadIsDue() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"), at.delivery("m3", "a"));
        Map<String, Delivery> claimed = byId(claimAll());
        at.settle(claimed.get("m2"), at.retryIn(Duration.ofMinutes(2)));
        at.settle(claimed.get("m3"), at.retryIn(Duration.ofMinutes(1)));
        at.settle(claimed.get("m1"), at.retryIn(Duration.ZERO));

        assertThat(ids(claimAll())).containsExactly("m1", "m2", "m3");
    }

    @Test
    void takesThoseThatWereSentBeforeFirst() {
        at.append(at.delivery("x1", "b"), at.delivery("x2", "b"), at.delivery("m1", "a"), at.delivery("m2", "a"));
        Map<String, Delivery> claimed = byId(claimAll());
        at.settle(claimed.get("m1"), at.retryIn(Duration.ZERO));
        at.settle(claimed.get("m2"), at.retryIn(Duration.ZERO));
        at.deliver(claimed.get("x1"));
        at.deliver(claimed.get("x2"));
        at.append(at.delivery("y1", "c"), at.delivery("y2", "c"));

        List<Delivery> heads = at.claim();
        Map<Long, Line> followers = at.ledger.claimFollowers(heads, 1);

        assertThat(ids(heads)).containsExactlyInAnyOrder("y1", "m1");
        assertThat(followers).hasSize(1);
        assertThat(ids(followers.values().iterator().next().deliveries())).containsExactly("m2");
    }

    /** Two lines that were sent apart do not fit into memory together. */
    @Test
    void saysThatALineIsCutWhereItWasNotBefore() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));
        List<Delivery> line = claimAll();
        appendLarge(70, "b");
        List<Delivery> largeLine = claimAll();
        List.of(line, largeLine).forEach(sent -> sent.forEach(next -> at.settle(next, at.retryIn(Duration.ZERO))));

        List<Delivery> heads = at.claim();
        Map<Long, Line> followers = at.ledger.claimFollowers(heads, 100);

        assertThat(ids(heads)).containsExactly("m1", "large 0");
        assertThat(followers.get(heads.get(0).id()).isCut()).isFalse();
        assertThat(ids(followers.get(heads.get(0).id()).deliveries())).containsExactly("m2");
        assertThat(followers.get(heads.get(1).id()).isCut()).isTrue();
        assertThat(ids(followers.get(heads.get(1).id()).deliveries()))
                .as("those that fit, without the last that were sent before")
                .containsExactlyElementsOf(ids(largeLine.subList(1, largeLine.size() - 1)));
    }

    private void appendLarge(int deliveries, String key) {
        EventBody large = EventBody.of("x".repeat(140_000));
        at.ledger
                .append(IntStream.range(0, deliveries)
                        .mapToObj(i -> at.deliveryOf("leads", "large " + i, large, key))
                        .toList())
                .join();
    }

    @Test
    void keepsTheOrderOfThoseThatWaitAgain() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"), at.delivery("m3", "a"), at.delivery("m4", "a"));
        Map<String, Delivery> claimed = byId(claimAll());

        // When
        at.ledger.settle(List.of(
                Settlement.of(claimed.get("m4"), at.retryIn(Duration.ZERO)),
                Settlement.of(claimed.get("m1"), new Outcome.Delivered(Answer.NONE)),
                Settlement.of(claimed.get("m3"), at.retryIn(Duration.ZERO)),
                Settlement.of(claimed.get("m2"), new Outcome.Dead(LedgerFixture.REFUSED))));

        // Then
        assertThat(ids(claimAll())).containsExactly("m3", "m4");
        assertThat(at.ledger.counts()).containsEntry(State.SENDING, 2L).containsEntry(State.DEAD, 1L);
    }

    @Test
    void takesNoMoreThanAsked() {
        at.append(
                at.delivery("m1", "a"),
                at.delivery("m2", "a"),
                at.delivery("m3", "a"),
                at.delivery("x1", "b"),
                at.delivery("x2", "b"));
        List<Delivery> heads = at.claim();

        Map<Long, Line> followers = at.ledger.claimFollowers(heads, 1);

        assertThat(followers).hasSize(1);
        assertThat(ids(followers.get(heads.get(0).id()).deliveries())).containsExactly("m2");
    }

    @Test
    void givesNobodyToAClaimThatWasLost() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));
        List<Delivery> lost = at.claim();
        at.clock.pass(LedgerFixture.LEASE.plusMillis(1));
        assertThat(at.claim()).isEmpty();

        assertThat(at.ledger.claimFollowers(lost, 100)).isEmpty();
    }

    @Test
    void makesAllOfThemUncertainAtTheirPlacesAfterACrash() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"), at.delivery("m3", "a"));
        claimAll();

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            assertThat(again.claim()).isEmpty();
            again.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
            List<Delivery> heads = again.claim();
            List<Delivery> followers = again.ledger
                    .claimFollowers(heads, 100)
                    .get(heads.get(0).id())
                    .deliveries();
            assertThat(ids(heads)).containsExactly("m1");
            assertThat(ids(followers)).containsExactly("m2", "m3");
            assertThat(followers).allMatch(Delivery::uncertain);
        }
    }

    @Test
    void movesThousandsAtOnce() {
        at.ledger
                .append(IntStream.range(0, 2_500)
                        .mapToObj(i -> at.delivery("m" + i, "a", "b"))
                        .toList())
                .join();

        List<Delivery> all = claimAll(1_999);
        assertThat(all).hasSize(2_000);
        at.ledger.settle(delivered(all));

        assertThat(at.claimOne().messageId()).isEqualTo("m2000");
    }

    private List<Delivery> claimAll() {
        return claimAll(100);
    }

    /** The heads and then those behind them. */
    private List<Delivery> claimAll(int followers) {
        List<Delivery> all = new ArrayList<>(at.claim());
        at.ledger.claimFollowers(List.copyOf(all), followers).values().forEach(line -> all.addAll(line.deliveries()));
        return all;
    }

    private static List<Settlement> delivered(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> Settlement.of(delivery, new Outcome.Delivered(Answer.NONE)))
                .toList();
    }

    private static Map<String, Delivery> byId(List<Delivery> deliveries) {
        Map<String, Delivery> byId = new LinkedHashMap<>();
        deliveries.forEach(delivery -> byId.put(delivery.messageId(), delivery));
        return byId;
    }

    private static List<String> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::messageId).toList();
    }
}
