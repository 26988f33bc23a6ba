package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class DeadLettersTest {
    private static final DeliveryFilter ALL = DeliveryFilter.all();

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void dies(NewDelivery delivery) {
        at.append(delivery);
        at.settle(at.claimOne(), new Outcome.Dead(LedgerFixture.REFUSED));
    }

    private Replay replay(DeliveryFilter filter, boolean force, String key) {
        return at.ledger.replay(filter, force, delivery -> Placement.singly(List.of(RecordKey.of(key))));
    }

    @Test
    void waitAgainWithTheirEventAndAttemptsCountedAnew() {
        dies(at.delivery("m1", "a"));
        at.clock.pass(Duration.ofHours(1));

        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(1, 0, 0));

        assertThat(at.ledger.deadLetters(ALL).items()).isEmpty();
        Delivery again = at.claimOne();
        assertThat(again.messageId()).isEqualTo("m1");
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.receivedAt()).isEqualTo(TestClock.START);
        assertThat(again.event()).isEqualTo(EventBody.of("{\"messageId\":\"m1\"}"));
        at.deliver(again);
        assertThat(at.row("m1").state()).as("found by its messageId").isEqualTo(State.DELIVERED);
        assertThat(at.append(at.delivery("m1", "a"))).as("taken once").isEqualTo(new Accepted(0, 1));
    }

    @Test
    void goToTheEndOfTheirRecordsOrder() {
        dies(at.delivery("m1", "a"));
        at.append(at.delivery("m2", "a"), at.delivery("m3", "a"));

        replay(ALL, false, "a");

        for (String expected : List.of("m2", "m3", "m1")) {
            Delivery next = at.claimOne();
            assertThat(next.messageId()).isEqualTo(expected);
            at.deliver(next);
        }
    }

    @Test
    void takeTheKeysOfTheirPresentMapping() {
        dies(at.delivery("m1", "a"));
        at.append(at.delivery("m2", "b"));
        Delivery sent = at.claimOne();

        replay(ALL, false, "b");

        assertThat(at.claim()).as("m1 while m2 of its record is sent").isEmpty();
        at.deliver(sent);
        assertThat(at.claimIds()).containsExactly("m1");
    }

    @Test
    void needForceWhenALaterDeliveryOfTheRecordWasWritten() {
        dies(at.delivery("m1", "a", "b"));
        at.append(at.delivery("m2", "b"));
        at.deliver(at.claimOne());

        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(0, 1, 0));
        assertThat(at.row("m1").state()).isEqualTo(State.DEAD);
        assertThat(replay(ALL, true, "a")).isEqualTo(new Replay(1, 0, 0));
        assertThat(at.claimIds()).containsExactly("m1");
    }

    @Test
    void needNoForceForEarlierOnesOrWhatWroteNothing() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "b"));
        at.claim().forEach(at::deliver);
        dies(at.delivery("m3", "a"));
        at.append(at.delivery("m4", "a"));
        at.settle(at.claimOne(), new Outcome.Skipped(Answer.NONE));

        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(1, 0, 0));
    }

    @Test
    void canDieAgain() {
        dies(at.delivery("m1", "a"));
        replay(ALL, false, "a");
        at.settle(at.claimOne(), new Outcome.Dead(LedgerFixture.REFUSED));

        assertThat(at.ledger.deadLetters(ALL).total()).isEqualTo(1);
        assertThat(at.row("m1").answer()).isEqualTo(LedgerFixture.REFUSED);
        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(1, 0, 0));
    }

    @Test
    void areChosenByIdOrFilter() {
        dies(at.deliveryOf("leads", "m1"));
        dies(at.deliveryOf("leads", "m2"));
        dies(at.deliveryOf("contacts", "m3"));
        long second = at.row("m2").id();

        assertThat(replay(ALL.ids(Set.of(second, 999L)), false, "a").replayed()).isEqualTo(1);
        assertThat(at.claimIds()).containsExactly("m2");
        assertThat(replay(ALL.mapping("contacts"), false, "b").replayed()).isEqualTo(1);
        assertThat(at.claimIds()).containsExactly("m3");
        assertThat(at.ledger.deadLetters(ALL).items())
                .extracting(letter -> letter.delivery().messageId())
                .containsExactly("m1");
    }

    @Test
    void wereDirectOnceAndGoThroughTheQueueNow() {
        at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();
        at.clock.pass(LedgerFixture.LEASE.plusMillis(1));
        at.claim();
        at.clock.pass(LedgerFixture.UNCERTAIN_WAIT.plusMillis(1));
        at.claim();
        assertThat(at.row("m1").state()).isEqualTo(State.DEAD);

        replay(ALL, false, "a");

        assertThat(at.claimOne().uncertain()).as("it may have been written").isTrue();
    }

    @Test
    void stayUncertainUnlessSomebodyForcesThem() {
        at.append(at.delivery("m1", "a"));
        at.settle(at.claimOne(), Outcome.uncertain(Answer.NONE, at.clock.instant()));
        at.settle(at.claimOne(), new Outcome.Dead(LedgerFixture.REFUSED));
        assertThat(at.row("m1").uncertain()).isTrue();
        at.clock.pass(Duration.ofHours(1));

        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(1, 0, 1));
        Delivery again = at.claimOne();
        assertThat(again.uncertain()).isTrue();
        assertThat(again.sentAt()).as("the first sending is in doubt").isEqualTo(TestClock.START);

        at.settle(again, new Outcome.Dead(LedgerFixture.REFUSED));
        assertThat(replay(ALL, true, "a")).isEqualTo(new Replay(1, 0, 0));
        Delivery forced = at.claimOne();
        assertThat(forced.uncertain()).isFalse();
        assertThat(forced.sentAt()).isEqualTo(at.clock.instant());
    }

    @Test
    void areUncertainWhenTheirLastAnswerNeverCame() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "b"));
        List<Delivery> claimed = at.claim();
        at.settle(claimed.get(0), new Outcome.Dead(Answer.NONE, Doubt.WRITTEN));
        at.settle(claimed.get(1), new Outcome.Dead(LedgerFixture.REFUSED));

        assertThat(at.row("m1").uncertain()).isTrue();
        assertThat(at.row("m2").uncertain()).isFalse();
        assertThat(replay(ALL, false, "a")).isEqualTo(new Replay(2, 0, 1));
    }

    @Test
    void areReplayedInSteps() {
        at.ledger
                .append(IntStream.range(0, 700)
                        .mapToObj(i -> at.delivery("m" + i))
                        .toList())
                .join();
        List<Delivery> all = at.ledger.claim(1_000).orElseThrow().deliveries();
        Outcome dead = new Outcome.Dead(LedgerFixture.REFUSED);
        at.ledger.settle(
                all.stream().map(delivery -> Settlement.of(delivery, dead)).toList());

        assertThat(replay(ALL.page(0, 1), false, "same").replayed())
                .as("whatever the page")
                .isEqualTo(700);
        assertThat(at.ledger.counts()).containsEntry(State.DEAD, 0L).containsEntry(State.WAITING, 700L);
        assertThat(at.claimIds()).containsExactly("m0");
    }

    @Test
    void areDiscardedWithTheirEvents() throws SQLException {
        dies(at.deliveryOf("leads", "m1", "a"));
        dies(at.deliveryOf("contacts", "m2", "a"));

        assertThat(at.ledger.discard(ALL.mapping("leads"))).isEqualTo(1);

        assertThat(at.row("m1").state()).isEqualTo(State.DISCARDED);
        assertThat(at.row("m1").answer()).isEqualTo(LedgerFixture.REFUSED);
        assertThat(at.ledger.counts()).containsEntry(State.DISCARDED, 1L).containsEntry(State.DEAD, 1L);
        assertThat(at.number("select count(*) from payload")).isEqualTo(1);
        assertThat(at.number("select count(*) from dead_key")).isEqualTo(1);
        assertThat(at.ledger.discard(ALL.mapping("leads"))).as("twice").isZero();
        assertThat(replay(ALL.mapping("leads"), true, "a")).isEqualTo(new Replay(0, 0, 0));
        assertThat(at.append(at.deliveryOf("leads", "m1"))).as("taken once").isEqualTo(new Accepted(0, 1));
    }
}
