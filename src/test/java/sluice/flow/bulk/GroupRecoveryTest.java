package sluice.flow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ledger.BulkGroups;
import sluice.ledger.EventBody;
import sluice.ledger.GroupState;
import sluice.ledger.GroupTerms;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;
import sluice.ledger.NewDelivery;
import sluice.ledger.Placement;
import sluice.ledger.StoreAddress;

class GroupRecoveryTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void passesOnWhatWasCompletedByAProcessThatIsGone() throws Exception {
        try (Ledger ledger = ledger();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            // Given
            complete(ledger, "leads|Lead|insert|");
            complete(ledger, "leads|Contact|insert|");

            // When
            camel.addRoutes(aggregator(ledger.groups()));
            camel.start();

            // Then
            await().atMost(LONG).untilAsserted(() -> assertThat(ledger.groups().openCounts())
                    .containsEntry(GroupState.READY, 2L));
        }
    }

    /** As far as a process comes that is killed before its route has the group. */
    private static void complete(Ledger ledger, String lane) throws Exception {
        NewDelivery delivery = new NewDelivery(
                "test",
                lane,
                "leads",
                "lead",
                EventBody.of("{}"),
                Placement.inLane(lane, 10, List.of()),
                Instant.now());
        ledger.append(List.of(delivery)).get();
        long group = ledger.groups()
                .claim(lane, new GroupTerms("leads", "1", "{}", 10, 1_000, true), 10)
                .orElseThrow()
                .group()
                .id();
        assertThat(ledger.groups().complete(group, "exchange of " + lane)).isTrue();
    }

    private static RouteBuilder aggregator(BulkGroups groups) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rows")
                        .aggregate(header("lane"), new GrowGroup())
                        .aggregationRepository(new GroupRepository(groups))
                        .completionTimeout(LONG.toMillis())
                        .log("complete");
            }
        };
    }

    private Ledger ledger() {
        return Ledger.open(
                new LedgerSettings(new StoreAddress.Directory(directory), "test", LONG, LONG, 1_000, LONG, LONG),
                Clock.systemUTC());
    }
}
