package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class RecoveryTest {
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
    void makesWhatWasBeingSentUncertainAtItsPlace() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));
        at.clock.pass(Duration.ofSeconds(30));
        at.claimOne();

        try (LedgerFixture again = at.crashInto(directory.resolve("again"))) {
            assertThat(again.claim()).as("m1 rests, m2 is behind it").isEmpty();
            again.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
            Delivery delivery = again.claimOne();
            assertThat(delivery.messageId()).isEqualTo("m1");
            assertThat(delivery.uncertain()).isTrue();
            assertThat(delivery.sentAt()).isEqualTo(TestClock.START.plusSeconds(30));
            assertThat(delivery.attempts()).isEqualTo(2);
            assertThat(again.ledger.counts()).containsEntry(State.SENDING, 1L).containsEntry(State.WAITING, 1L);
        }
    }

    @Test
    void goesOnWhereItStopped() {
        at.append(at.delivery("m1"));
        at.deliver(at.claimOne());
        at.append(at.delivery("m2"));
        at.close();

        try (LedgerFixture again = new LedgerFixture(store, at.directory)) {
            assertThat(again.append(again.delivery("m1"), again.delivery("m3"))).isEqualTo(new Accepted(1, 1));
            assertThat(again.claim()).extracting(Delivery::messageId).containsExactly("m2", "m3");
        }
    }
}
