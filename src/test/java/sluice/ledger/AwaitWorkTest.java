package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class AwaitWorkTest {
    private static final Duration LONG = Duration.ofMinutes(10);

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

    private CompletableFuture<Boolean> awaiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return at.ledger.awaitWork(LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void returnsAfterTheLongestWhenNothingComes() throws InterruptedException {
        at.claim();

        assertThat(at.ledger.awaitWork(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void wakesWhenADeliveryIsTaken() {
        at.claim();
        CompletableFuture<Boolean> awaiting = awaiting();

        at.append(at.delivery("m1"));

        assertThat(awaiting.join()).isTrue();
    }

    @Test
    void wakesWhenARecordKeyIsFree() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));
        Delivery first = at.claimOne();
        at.claim();
        CompletableFuture<Boolean> awaiting = awaiting();

        at.deliver(first);

        assertThat(awaiting.join()).isTrue();
    }

    @Test
    void wakesWhenARetryIsDue() throws InterruptedException {
        at.append(at.delivery("m1"));
        at.settle(at.claimOne(), at.retryIn(Duration.ofMillis(200)));
        assertThat(at.claim()).isEmpty();
        at.clock.go();

        assertThat(at.ledger.awaitWork(LONG)).isTrue();

        assertThat(at.claimIds()).containsExactly("m1");
    }
}
