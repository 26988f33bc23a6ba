package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

/** When sending stops, and when it goes on. */
class OrgGateTest {
    private static final Failure BUSY = replied(503, "SERVER_UNAVAILABLE");
    private static final int MANY = 200;

    private final MovingClock clock = new MovingClock();
    private final OrgGate gate = new OrgGate(clock, new Random(1));

    @Test
    void takesFewErrorsForThoseOfTheRecords() throws InterruptedException {
        fail(BUSY, 4);
        gate.answered(gate.begin());
        fail(BUSY, 4);

        assertThat(gate.pause()).isEmpty();
        assertThat(enter().orElseThrow().atMost(MANY)).isEqualTo(MANY);
    }

    @Test
    void closesAfterErrorsInARow() throws InterruptedException {
        fail(BUSY, 5);

        assertThat(gate.pause().orElseThrow().trouble()).isEqualTo(Trouble.FAILING);
        assertThat(enter()).isEmpty();
    }

    @Test
    void closesAtOnceWhenNothingCanBeReached() {
        fail(Failure.unconnected(""), 1);

        assertThat(gate.pause().orElseThrow().trouble()).isEqualTo(Trouble.UNREACHABLE);
    }

    @Test
    void closesAtOnceWhenTheCallsOfTheDayAreUsedUp() {
        fail(replied(403, "REQUEST_LIMIT_EXCEEDED"), 1);

        assertThat(gate.pause().orElseThrow().trouble()).isEqualTo(Trouble.CALLS_USED_UP);
    }

    @Test
    void takesARefusedRecordForAnAnswer() {
        fail(BUSY, 4);
        fail(replied(403, "INSUFFICIENT_ACCESS"), 1);
        fail(BUSY, 1);

        assertThat(gate.pause()).isEmpty();
    }

    @Test
    void waitsAsLongAsItIsAsked() throws InterruptedException {
        gate.failed(replied(429, "X"), Optional.of(Duration.ofSeconds(90)), gate.begin());

        clock.advance(Duration.ofSeconds(89));
        assertThat(enter()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(enter().orElseThrow().atMost(MANY)).isOne();
    }

    @Test
    void letsOneProbeThroughAtATime() throws InterruptedException {
        fail(Failure.unconnected(""), 1);
        clock.advance(Duration.ofSeconds(1));

        assertThat(enter()).isPresent();
        assertThat(enter()).isEmpty();
    }

    @Test
    void opensWhenAProbeIsAnswered() throws InterruptedException {
        fail(Failure.unconnected(""), 1);
        clock.advance(Duration.ofSeconds(1));
        try (OrgGate.Passage probe = enter().orElseThrow()) {
            assertThat(probe.atMost(MANY)).isOne();
            gate.answered(gate.begin());
        }

        assertThat(gate.pause()).isEmpty();
        assertThat(enter().orElseThrow().atMost(MANY)).isEqualTo(MANY);
    }

    @Test
    void probesLessAndLessOften() throws InterruptedException {
        fail(Failure.unconnected(""), 1);
        Duration last = Duration.ZERO;
        for (int probes = 0; probes < 4; probes++) {
            Duration pause = pauseLeft();
            assertThat(pause).isGreaterThan(last);
            last = pause;
            clock.advance(pause);
            assertThat(enter()).isPresent();
            fail(Failure.unconnected(""), 1);
        }
        fail(Failure.unconnected(""), 30);
        assertThat(pauseLeft()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(60));
    }

    @Test
    void probesAgainSoonWhenAProbeMadeNoCall() throws InterruptedException {
        fail(Failure.unconnected(""), 1);
        clock.advance(Duration.ofSeconds(1));
        enter().orElseThrow().close();

        assertThat(enter()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(enter()).isPresent();
    }

    @Test
    void probesAgainAtOnceWhenTheEventOfAProbeWasRefused() throws InterruptedException {
        fail(Failure.unconnected(""), 1);
        clock.advance(Duration.ofSeconds(1));
        try (OrgGate.Passage probe = enter().orElseThrow()) {
            probe.sends(1);
        }

        clock.advance(Duration.ofMillis(20));

        assertThat(enter()).isPresent();
    }

    @Test
    void suspectsADeliveryThatFailsAsAProbeAgainAndAgain() throws InterruptedException {
        fail(BUSY, 5);
        probe(1);
        probe(1);
        assertThat(gate.suspect()).isEmpty();
        probe(1);

        assertThat(gate.suspect()).contains(1L);
        gate.answered(gate.begin());
        assertThat(gate.suspect()).isEmpty();
    }

    @Test
    void suspectsNobodyWhileManyWait() throws InterruptedException {
        fail(BUSY, 5);
        for (int delivery = 0; delivery < 20; delivery++) {
            probe(delivery);
        }

        assertThat(gate.suspect()).isEmpty();
    }

    private void probe(long delivery) throws InterruptedException {
        clock.advance(Duration.ofMinutes(1));
        try (OrgGate.Passage probe = enter().orElseThrow()) {
            probe.sends(delivery);
            fail(BUSY, 1);
        }
    }

    @Test
    void learnsNothingFromCallsThatWereSentBeforeTheTrouble() {
        long before = gate.begin();
        fail(Failure.unconnected(""), 1);
        Duration pause = pauseLeft();

        gate.failed(Failure.unconnected(""), Optional.empty(), before);
        gate.answered(before);

        assertThat(gate.pause()).isPresent();
        assertThat(pauseLeft()).isEqualTo(pause);
    }

    @Test
    void holdsBackWhatWasClaimedBeforeTheTrouble() throws InterruptedException {
        Exchange claimed = exchange(enter().orElseThrow());
        fail(Failure.unconnected(""), 1);
        clock.advance(Duration.ofSeconds(1));
        Exchange probe = exchange(enter().orElseThrow());

        assertThatThrownBy(() -> gate.check(claimed)).isInstanceOf(SendingPausedException.class);
        assertThatCode(() -> gate.check(probe)).doesNotThrowAnyException();
        assertThatCode(() -> gate.check(new DefaultExchange(new DefaultCamelContext())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void saysInReadinessWhatIsWrong(Trouble trouble) {
        gate.rest(trouble, Duration.ZERO, gate.begin());

        assertThat(new SalesforceReadiness(gate).call().getData().orElseThrow())
                .containsEntry("sending", "paused: " + trouble.words());
        assertThat(new SalesforceReadiness(gate).call().getStatus().name()).isEqualTo("UP");
    }

    private static Exchange exchange(OrgGate.Passage passage) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        passage.keepOn(exchange);
        return exchange;
    }

    private Optional<OrgGate.Passage> enter() throws InterruptedException {
        return gate.enter(Duration.ZERO);
    }

    private void fail(Failure failure, int times) {
        for (int i = 0; i < times; i++) {
            gate.failed(failure, Optional.empty(), gate.begin());
        }
    }

    private Duration pauseLeft() {
        return Duration.between(clock.instant(), gate.pause().orElseThrow().until());
    }

    private static Failure replied(int status, String code) {
        return Failure.replied(status, List.of(new ApiError(code, "", List.of())));
    }

    /** Stands still until it is moved. */
    static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-05-01T10:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}
