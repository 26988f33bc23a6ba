package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * That all deliveries of the service are over: those that the tests before did not wait for make calls too, which others
 * would count, and meet faults that are meant for others.
 */
final class Quiet {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Quiet() {}

    /** Counts first what is over, which never falls. */
    static void await() {
        Awaitility.await("what was sent before to be over")
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    int over = Stream.of("delivered", "skipped", "dead", "failed", "discarded")
                            .mapToInt(state -> total("?limit=1&state=" + state))
                            .sum();
                    assertThat(over).isEqualTo(total("?limit=1"));
                });
    }

    private static int total(String query) {
        return TrackingApiIT.admin().get("/api/deliveries" + query).path("total");
    }
}
