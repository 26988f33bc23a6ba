package sluice.flow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AwaitedJobTest {
    private final Clock clock = Clock.systemUTC();
    private final AwaitedJob job = new AwaitedJob(
            clock, AwaitedJob.claim(-1, "leads|Lead|insert|", "leads", "v1", "{}", clock.instant(), 1), List.of());

    @Test
    void isNotVisitedAgainAtOnceAfterAVisitThatCameToNothing() throws InterruptedException {
        assertThat(job.awaitNext()).isTrue();

        assertThatThrownBy(() -> next().get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void isVisitedAgainWhenTheLastVisitSays() throws Exception {
        job.awaitNext();
        job.comeBackAt(clock.instant());

        assertThat(next().get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void isNotBegunWhenNobodyWaitsAnyMore() throws InterruptedException {
        job.await(Duration.ofMillis(1));

        assertThat(job.awaitNext()).isFalse();
    }

    private CompletableFuture<Boolean> next() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return job.awaitNext();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
    }
}
