package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class DirectDeliveryTest {
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
    void goesPastTheQueueWhateverItsMessageId() {
        at.append(at.delivery("m1"));

        long first = at.appendDirect(at.delivery("m1"));
        long second = at.appendDirect(at.delivery("m1"));

        assertThat(at.claim()).extracting(Delivery::id).doesNotContain(first, second);
        Delivery delivery = at.ledger.claimDirect(second).join();
        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(at.deliver(delivery)).isEmpty();
        assertThat(at.ledger.list(DeliveryFilter.all().messageId("m1")).items()).hasSize(3);
    }

    @Test
    void waitsForEarlierDeliveriesOfItsRecord() {
        at.append(at.delivery("m1", "a"));
        Delivery earlier = at.claimOne();
        long id = at.appendDirect(at.delivery("m2", "a"));

        CompletableFuture<Delivery> direct = at.ledger.claimDirect(id);
        at.append(at.delivery("m3", "a"));

        assertThat(direct).isNotDone();
        at.deliver(earlier);
        assertThat(at.claim()).as("m3 while m2 is before it").isEmpty();
        at.deliver(direct.join());
        assertThat(at.claimIds()).containsExactly("m3");
    }

    @Test
    void isOverWhenItsAttemptIs() {
        Delivery delivery =
                at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();

        at.settle(delivery, Outcome.uncertain(LedgerFixture.REFUSED, at.clock.instant()));

        DeliveryRow row = at.row("m1");
        assertThat(row.state()).isEqualTo(State.FAILED);
        assertThat(row.uncertain()).isTrue();
        assertThat(row.answer()).isEqualTo(LedgerFixture.REFUSED);
        at.append(at.delivery("m2", "a"));
        assertThat(at.claimIds()).containsExactly("m2");
    }

    @Test
    void keepsItsRecordWhileSalesforceMayStillBeAtIt() {
        Delivery delivery =
                at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();
        at.append(at.delivery("m2", "a"));

        at.settle(delivery, unanswered());

        assertThat(at.row("m1").state()).isEqualTo(State.SENDING);
        assertThat(at.row("m1").answer()).isEqualTo(LedgerFixture.REFUSED);
        at.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
        assertThat(at.claimIds()).isEmpty();
        at.clock.pass(Duration.ofMillis(1));
        assertThat(at.claimIds()).containsExactly("m2");
        assertThat(at.row("m1").state()).isEqualTo(State.FAILED);
        assertThat(at.row("m1").answer()).isEqualTo(LedgerFixture.REFUSED);
        assertThat(at.row("m1").uncertain()).as("of an update").isFalse();
    }

    @Test
    void keepsItsRecordThroughACrashOfWhoWasTold() {
        Delivery delivery =
                at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();
        at.append(at.delivery("m2", "a"));
        at.settle(delivery, unanswered());

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            assertThat(again.claimIds()).isEmpty();
            again.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
            assertThat(again.claimIds()).containsExactly("m2");
            assertThat(again.row("m1").state()).isEqualTo(State.FAILED);
            assertThat(again.row("m1").answer()).isEqualTo(LedgerFixture.REFUSED);
        }
    }

    private Outcome unanswered() {
        Instant rested = at.clock.instant().plus(LedgerFixture.UNCERTAIN_WAIT);
        return new Outcome.Retry(LedgerFixture.REFUSED, rested, true, Doubt.NONE, true);
    }

    @Test
    void canBeWithdrawnWhileItWaits() {
        at.append(at.delivery("m1", "a"));
        long id = at.appendDirect(at.delivery("m2", "a"));
        at.append(at.delivery("m3", "a"));
        CompletableFuture<Delivery> direct = at.ledger.claimDirect(id);

        assertThat(at.ledger.withdraw(id, "nobody waits any longer").join()).isTrue();

        assertThatThrownBy(direct::join).isInstanceOf(CancellationException.class);
        assertThat(at.row("m2").state()).isEqualTo(State.FAILED);
        assertThat(at.row("m2").answer().message()).isEqualTo("nobody waits any longer");
        at.deliver(at.claimOne());
        assertThat(at.claimIds()).containsExactly("m3");
    }

    @Test
    void cannotBeWithdrawnOnceItIsSent() {
        long id = at.appendDirect(at.delivery("m1"));
        at.ledger.claimDirect(id).join();

        assertThat(at.ledger.withdraw(id, "too late").join()).isFalse();
        assertThat(at.row("m1").state()).isEqualTo(State.SENDING);
    }

    @Test
    void isOverWhenNobodyWaitsForItAnyLonger() {
        at.append(at.delivery("m1", "a"));
        Delivery earlier = at.claimOne();
        long id = at.appendDirect(at.delivery("m2", "a"));
        at.append(at.delivery("m3", "a"));
        CompletableFuture<Delivery> direct = at.ledger.claimDirect(id);

        at.ledger.abandon(List.of(id));

        assertThatThrownBy(direct::join).isInstanceOf(CancellationException.class);
        assertThat(at.row("m2").state()).isEqualTo(State.FAILED);
        assertThat(at.row("m2").answer().message()).isEqualTo("nobody waited for it any longer");
        at.deliver(earlier);
        assertThat(at.claimIds()).containsExactly("m3");
    }

    @Test
    void isOverThoughTheStoreWasAwayWhenItsCallerLeft() throws SQLException {
        long id = at.appendDirect(at.delivery("m1", "a"));
        at.append(at.delivery("m2", "a"));
        at.refuseDeliveries();
        assertThatThrownBy(() -> at.ledger.claimDirect(id).join()).hasCauseInstanceOf(LedgerUnavailableException.class);
        at.ledger.abandon(List.of(id));

        at.takeDeliveries();
        at.ledger.upkeep();

        assertThat(at.row("m1").state()).isEqualTo(State.FAILED);
        assertThat(at.claimIds()).containsExactly("m2");
    }

    @Test
    void isKeptAsLongAsSomebodyWaits() {
        at.append(at.delivery("m1", "a"));
        Delivery earlier = at.claimOne();
        CompletableFuture<Delivery> direct = at.ledger.claimDirect(at.appendDirect(at.delivery("m2", "a")));

        at.clock.pass(LedgerFixture.LEASE.minusSeconds(1));
        at.ledger.upkeep();
        at.clock.pass(LedgerFixture.LEASE.minusSeconds(1));
        at.ledger.upkeep();

        assertThat(direct).isNotDone();
        assertThat(at.row("m2").state()).isEqualTo(State.WAITING);
        at.deliver(earlier);
    }

    @Test
    void isNotTouchedByWhoLeavesAfterItsClaim() {
        long id = at.appendDirect(at.delivery("m1", "a"));
        Delivery delivery = at.ledger.claimDirect(id).join();

        at.ledger.abandon(List.of(id));

        assertThat(at.deliver(delivery)).isEmpty();
        assertThat(at.row("m1").state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void isDeadWhenTheServiceStopsBeforeItIsSent() {
        at.appendDirect(at.delivery("m1", "a"));
        at.append(at.delivery("m2", "a"));

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            assertThat(again.row("m1").state()).isEqualTo(State.DEAD);
            assertThat(again.row("m1").uncertain()).isFalse();
            assertThat(again.claimIds()).containsExactly("m2");
        }
    }

    @Test
    void isDeadAfterARestWhenTheServiceStopsBeforeItsOutcome() {
        at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();
        at.append(at.delivery("m2", "a"));

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            assertThat(again.row("m1").state()).isEqualTo(State.SENDING);
            again.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
            assertThat(again.claimIds()).isEmpty();

            again.clock.pass(Duration.ofMillis(1));

            assertThat(again.claimIds()).containsExactly("m2");
            assertThat(again.row("m1").state()).isEqualTo(State.DEAD);
            assertThat(again.row("m1").uncertain()).isTrue();
            assertThat(again.row("m1").answer().message())
                    .isEqualTo("the process that had it stopped before its outcome was known");
        }
    }

    @Test
    void isDeadAfterARestWhenItsLeaseLapses() {
        Delivery delivery =
                at.ledger.claimDirect(at.appendDirect(at.delivery("m1", "a"))).join();
        at.append(at.delivery("m2", "a"));

        at.clock.pass(LedgerFixture.LEASE.plusMillis(1));
        assertThat(at.claimIds()).isEmpty();
        at.clock.pass(LedgerFixture.UNCERTAIN_WAIT.plusMillis(1));

        assertThat(at.claimIds()).containsExactly("m2");
        assertThat(at.row("m1").state()).isEqualTo(State.DEAD);
        assertThat(at.deliver(delivery)).containsExactly(delivery.id());
    }

    @Test
    void saysWhenThereIsNoSuchDelivery() {
        at.append(at.delivery("m1"));

        assertThatThrownBy(() -> at.ledger.claimDirect(1).join())
                .hasRootCauseMessage("delivery 1: expected a direct one that waits, was none");
    }
}
