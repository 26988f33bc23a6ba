package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.TemporaryFolders;

/** Sending pauses in the midst of a claim: what is written is over, the rest waits without another call. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class PausedClaimIT extends RecordScene {
    private static final int LEADS = 60;
    private static final int EACH = 3;
    private static final int WRITTEN = 20;
    private static final int PAUSE_SECONDS = 5;

    @Test
    void sendsNothingMoreOfAClaimWhenSalesforceAsksToWait() throws IOException {
        // Given a claim whose shared create is refused, so that it goes in single calls
        deploy(
                "paused",
                MERGED.formatted(
                        """
                        { Title: { "@path": $.properties.title }, External_Id__c: { "@path": $.properties.key } }"""));
        records().fault("{\"kind\": \"status\", \"status\": 400, \"body\": [], \"path\": \"composite/sobjects$\"}");
        records()
                .fault(
                        """
                        {"kind": "status", "status": 429, "headers": {"Retry-After": "%d"}, "path": "sobjects/Lead$",
                         "skip": %d, "count": -1}"""
                                .formatted(PAUSE_SECONDS, WRITTEN));
        Instant begin = Instant.now();

        // When
        send(IntStream.range(0, LEADS * EACH)
                .mapToObj(i -> "{\"email\": \"m%1$d@%3$s.test\", \"key\": \"%3$s-%1$d\", \"title\": \"t%2$d\"}"
                        .formatted(i % LEADS, i, unique))
                .toList());
        await().atMost(SOON).untilAsserted(() -> assertThat(states())
                .isEqualTo(Map.of("delivered", (long) WRITTEN * EACH, "waiting", (long) (LEADS - WRITTEN) * EACH)));

        // Then
        int created = calls("create").size();
        long probes = Duration.between(begin, Instant.now()).toSeconds() / PAUSE_SECONDS;
        assertThat(created).isBetween(WRITTEN + 1, (int) (WRITTEN + 1 + probes));
        assertThat(told())
                .filteredOn(told -> told.state().equals("waiting"))
                .extracting(Told::attempts)
                .containsOnly(0);
        assertThat(told().stream()
                        .collect(Collectors.groupingBy(
                                told -> told.event() % LEADS, Collectors.mapping(Told::state, Collectors.toSet())))
                        .values())
                .as("those of one record stay together")
                .allSatisfy(states -> assertThat(states).hasSize(1));

        // When
        records().mend();

        // Then
        awaitStates("delivered");
        assertThat(written("Lead"))
                .extracting(lead -> lead.path("Title").asText())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(LEADS * (EACH - 1), LEADS * EACH)
                        .mapToObj(i -> "t" + i)
                        .toList());
    }

    private Map<String, Long> states() {
        List<Told> all = told();
        return all.stream().collect(Collectors.groupingBy(Told::state, Collectors.counting()));
    }
}
