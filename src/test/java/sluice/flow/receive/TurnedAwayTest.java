package sluice.flow.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final TurnedAway turnedAway = new TurnedAway(clock);

    @Test
    void isSaidAtOnceThenNowAndThen() {
        assertThat(turnedAway.count()).hasValue(1);
        assertThat(turnedAway.count()).isEmpty();
        assertThat(turnedAway.count()).isEmpty();

        now.set(now.get().plusSeconds(10));

        assertThat(turnedAway.count()).hasValue(3);
    }
}
