package sluice.flow.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.action.ActionCatalog;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.MappingFileParser;
import sluice.ledger.Claim;
import sluice.ledger.Delivery;
import sluice.ledger.EventBody;
import sluice.ledger.GroupTerms;
import sluice.ledger.LaneWork;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;
import sluice.ledger.NewDelivery;
import sluice.ledger.Placement;
import sluice.ledger.Placing;
import sluice.ledger.StoreAddress;

class MappingReloadTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String LANE = "leads|Lead|insert|";
    private static final String MAPPING =
            """
            action: lead
            trigger: type = "track"
            syncMode: add
            mapping: { company: %s, last_name: L, enable_batching: true }
            """;

    @TempDir
    private Path folder;

    private Path file;
    private Ledger ledger;
    private MappingDirectory directory;
    private MappingReload reload;
    private final Deque<RuntimeException> troubles = new ArrayDeque<>();

    @BeforeEach
    void open() throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        file = mappings.resolve("leads.yaml");
        Files.writeString(file, MAPPING.formatted("One"));
        Clock clock = Clock.systemUTC();
        directory = MappingDirectory.open(mappings, new MappingFileParser(ActionCatalog.load()), clock);
        ledger = Ledger.open(
                new LedgerSettings(
                        new StoreAddress.Directory(folder.resolve("data")), "test", LONG, LONG, 1_000, LONG, LONG),
                clock);
        reload = new MappingReload(directory, ledger, placing(new DeployedPlaces(directory)));
    }

    /** Fails as often as there are troubles. */
    private Placing placing(Placing places) {
        return delivery -> {
            if (!troubles.isEmpty()) {
                throw troubles.remove();
            }
            return places.of(delivery);
        };
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private String version() {
        return directory.mappings().named("leads").map(Mapping::version).orElseThrow();
    }

    private void append(String messageId) {
        ledger.append(List.of(new NewDelivery(
                        "test",
                        messageId,
                        "leads",
                        "lead",
                        EventBody.of("{}"),
                        Placement.inLane(LANE, 10, List.of()),
                        Instant.now())))
                .join();
    }

    /** A group of the mapping as it is, and another delivery that came too late for it. */
    private void hold() {
        append("grouped");
        ledger.groups().claim(LANE, new GroupTerms("leads", version(), "{}", 10, 1_000, true), 10);
        append("waits");
        ledger.groups().holds().hold("leads", version(), "why");
    }

    @Test
    void letsAHeldMappingGoOnWhenItWasEdited() throws IOException {
        hold();

        reload.look();
        assertThat(ledger.groups().holds().held()).as("the same as ever").hasSize(1);
        Files.writeString(file, MAPPING.formatted("Two"));
        reload.look();

        assertThat(ledger.groups().holds().held()).isEmpty();
        assertThat(ledger.groups().open()).isEmpty();
        assertThat(ledger.groups().lanes(10)).extracting(LaneWork::waiting).containsExactly(2);
    }

    @Test
    void triesAgainWhatFailed() throws IOException {
        hold();
        troubles.add(new IllegalStateException("the store is away"));
        Files.writeString(file, MAPPING.formatted("Two"));

        reload.look();
        assertThat(ledger.groups().holds().held()).hasSize(1);
        reload.look();

        assertThat(ledger.groups().holds().held()).isEmpty();
    }

    @Test
    void placesAnewThoughThatFailedAtFirst() throws IOException {
        append("waits");
        troubles.add(new IllegalStateException("the store is away"));
        Files.writeString(file, MAPPING.formatted("Two").replace("true", "false"));

        reload.look();
        assertThat(ledger.groups().lanes(10)).hasSize(1);
        reload.look();

        assertThat(ledger.groups().lanes(10)).isEmpty();
        assertThat(ledger.claim(10)).isPresent();
    }

    @Test
    void letsGoWhatWasHeldOfAMappingThatIsGone() throws IOException {
        hold();

        Files.delete(file);
        reload.look();

        assertThat(ledger.groups().holds().held()).isEmpty();
        assertThat(ledger.claim(10).map(Claim::deliveries).orElse(List.of()))
                .as("for record calls, which say that it is gone")
                .extracting(Delivery::messageId)
                .containsExactlyInAnyOrder("grouped", "waits");
        assertThat(ledger.groups().claimJob()).isEqualTo(Optional.empty());
    }
}
