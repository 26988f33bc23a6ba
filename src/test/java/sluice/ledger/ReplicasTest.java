package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one PostgreSQL, deterministic; {@link ConcurrencyTest} has them race. */
@Timeout(300)
class ReplicasTest {
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

    @Test
    void shareTheWork() {
        one.ledger
                .append(IntStream.range(0, 10)
                        .mapToObj(i -> one.delivery("m" + i, "a" + i))
                        .toList())
                .join();

        List<Delivery> first = one.ledger.claim(4).orElseThrow().deliveries();
        List<Delivery> second = two.ledger.claim(200).orElseThrow().deliveries();

        assertThat(first).extracting(Delivery::messageId).containsExactly("m0", "m1", "m2", "m3");
        assertThat(second).extracting(Delivery::messageId).containsExactly("m4", "m5", "m6", "m7", "m8", "m9");
    }

    @Test
    void keepTheOrderOfARecord() {
        one.append(one.delivery("m1", "a"));
        two.append(two.delivery("m2", "a"));
        one.append(one.delivery("m3", "a"));

        Delivery first = two.claimOne();
        assertThat(first.messageId()).isEqualTo("m1");
        assertThat(one.claim()).as("m2 while the other replica sends m1").isEmpty();
        two.deliver(first);
        assertThat(one.claimIds()).containsExactly("m2");
        assertThat(two.claim()).isEmpty();
    }

    @Test
    void claimWhoFollowsOnlyBehindTheirOwnClaims() {
        one.append(one.delivery("m1", "a"), one.delivery("m2", "a"));
        two.append(two.delivery("x1", "b"), two.delivery("x2", "b"));
        List<Delivery> first = one.ledger.claim(1).orElseThrow().deliveries();
        List<Delivery> second = two.claim();

        Map<Long, Line> behindFirst = one.ledger.claimFollowers(first, 100);
        two.append(two.delivery("m3", "a"));
        Map<Long, Line> behindSecond = two.ledger.claimFollowers(second, 100);

        assertThat(behindFirst.get(first.get(0).id()).deliveries())
                .extracting(Delivery::messageId)
                .containsExactly("m2");
        assertThat(behindSecond.get(second.get(0).id()).deliveries())
                .extracting(Delivery::messageId)
                .containsExactly("x2");
        one.deliver(behindFirst.get(first.get(0).id()).deliveries().get(0));
        assertThat(two.claim()).as("m3 while m1 is sent").isEmpty();
        one.deliver(first.get(0));
        assertThat(two.claimIds()).containsExactly("m3");
    }

    @Test
    void takeAMessageOnce() {
        one.append(one.delivery("m1"));

        assertThat(two.append(two.delivery("m1"), two.delivery("m2"))).isEqualTo(new Accepted(1, 1));
        assertThat(one.ledger.counts()).isEqualTo(two.ledger.counts()).containsEntry(State.WAITING, 2L);
    }

    @Test
    void leaveTheClaimsOfOthersAloneAtStart() {
        one.append(one.delivery("m1"));
        Delivery delivery = one.claimOne();

        try (LedgerFixture three = LedgerFixture.replica(directory, "three", clock)) {
            assertThat(three.claim()).isEmpty();
            assertThat(one.deliver(delivery)).isEmpty();
        }
    }

    @Test
    void takeOverFromOneThatIsGone() {
        one.append(one.delivery("m1", "a"), one.delivery("m2", "a"));
        Delivery lost = one.claimOne();
        one.close();

        assertThat(two.claim()).isEmpty();
        clock.pass(LedgerFixture.LEASE.plusMillis(1));
        assertThat(two.claim())
                .as("it rests, since Salesforce may still work on it")
                .isEmpty();
        clock.pass(LedgerFixture.UNCERTAIN_WAIT);
        Delivery again = two.claimOne();

        assertThat(again.messageId()).isEqualTo("m1");
        assertThat(again.uncertain()).isTrue();
        assertThat(two.deliver(lost)).as("the lost claim").containsExactly(lost.id());
        assertThat(two.deliver(again)).isEmpty();
        assertThat(two.claimIds()).containsExactly("m2");
    }

    @Test
    void takeUpAtOnceWhatTheyHadBeforeTheyWereStartedAnew() {
        one.append(one.delivery("m1", "a"), one.delivery("m2", "b"));
        Delivery lost = one.ledger.claim(1).orElseThrow().deliveries().get(0);
        Delivery sending = two.claimOne();
        one.appendDirect(one.delivery("m3", "b"));
        one.close();

        // When
        one = LedgerFixture.replica(directory, "one", clock);

        // Then
        assertThat(one.row("m3").state()).as("nobody waits for it any more").isEqualTo(State.DEAD);
        assertThat(one.claim())
                .as("it rests, since Salesforce may still work on it")
                .isEmpty();
        assertThat(two.deliver(sending)).as("the claim of the one that lived").isEmpty();
        clock.pass(LedgerFixture.UNCERTAIN_WAIT);
        Delivery again = one.claimOne();
        assertThat(again.messageId()).isEqualTo(lost.messageId());
        assertThat(again.uncertain()).isTrue();
        assertThat(one.deliver(lost)).as("the lost claim").containsExactly(lost.id());
    }

    @Test
    void handARecordToTheDirectDeliveryOfAnother() {
        one.append(one.delivery("m1", "a"));
        Delivery earlier = one.claimOne();
        CompletableFuture<Delivery> direct = two.ledger.claimDirect(two.appendDirect(two.delivery("m2", "a")));

        one.deliver(earlier);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(direct::isDone);
        assertThat(direct.join().messageId()).isEqualTo("m2");
    }

    @Test
    void endTheDirectDeliveriesOfOneThatIsGone() {
        one.append(one.delivery("m1", "a"));
        Delivery sent = two.claimOne();
        one.appendDirect(one.delivery("m2", "a"));
        two.appendDirect(two.delivery("m3", "a"));
        two.append(two.delivery("m4", "a"));
        one.close();

        // When
        clock.pass(LedgerFixture.LEASE.minusMillis(1));
        two.ledger.upkeep();
        clock.pass(Duration.ofMillis(2));
        two.ledger.upkeep();

        // Then
        assertThat(two.row("m2").state()).isEqualTo(State.DEAD);
        assertThat(two.row("m3").state()).as("its process lives").isEqualTo(State.WAITING);
        assertThat(two.row("m1").uncertain()).as("its lease lapsed too").isTrue();
        assertThat(two.deliver(sent)).containsExactly(sent.id());
    }

    @Test
    void shareNoPartOfTheTally() {
        one.append(one.delivery("m1"), one.delivery("m2"));
        two.claim().forEach(two::deliver);

        assertThat(one.ledger.counts()).containsEntry(State.WAITING, 0L).containsEntry(State.DELIVERED, 2L);
    }
}
