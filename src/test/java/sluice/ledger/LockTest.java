package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class LockTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration MOMENT = Duration.ofMillis(200);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void isHeldByOneAtATime(TestStore store, @TempDir Path directory) {
        try (LedgerFixture fixture = new LedgerFixture(store, directory)) {
            LedgerLock held = fixture.ledger.lock("login", LONGEST);
            CompletableFuture<LedgerLock> next =
                    CompletableFuture.supplyAsync(() -> fixture.ledger.lock("login", LONGEST));

            await().during(MOMENT).atMost(LONGEST).until(() -> !next.isDone());
            fixture.ledger.keepSecret("token", "written while it is held");
            held.close();

            next.join().close();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void leavesOtherNamesAlone(TestStore store, @TempDir Path directory) {
        try (LedgerFixture fixture = new LedgerFixture(store, directory);
                LedgerLock held = fixture.ledger.lock("one", LONGEST);
                LedgerLock other = fixture.ledger.lock("two", LONGEST)) {
            assertThat(held).isNotSameAs(other);
        }
    }

    @Test
    void keepsOtherReplicasAway(@TempDir Path directory) {
        TestClock clock = new TestClock();
        try (LedgerFixture one = LedgerFixture.replica(directory, "one", clock);
                LedgerFixture two = LedgerFixture.replica(directory, "two", clock)) {
            LedgerLock held = one.ledger.lock("login", LONGEST);
            CompletableFuture<LedgerLock> next = CompletableFuture.supplyAsync(() -> two.ledger.lock("login", LONGEST));

            await().during(MOMENT).atMost(LONGEST).until(() -> !next.isDone());
            held.close();

            next.join().close();
        }
    }

    @Test
    void isTakenFromOneThatHoldsItForTooLong(@TempDir Path directory) {
        TestClock clock = new TestClock();
        try (LedgerFixture one = LedgerFixture.replica(directory, "one", clock);
                LedgerFixture two = LedgerFixture.replica(directory, "two", clock);
                LedgerLock hung = one.ledger.lock("login", Duration.ofMillis(300));
                LedgerLock next = two.ledger.lock("login", LONGEST)) {
            assertThat(next).isNotSameAs(hung);
        }
    }
}
