package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log has of an event when its deliveries are done. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class KeptEventsTest {
    private static final String WHOLE = "{\"type\":\"track\",\"userId\":\"u-1\"}";
    private static final String REDACTED = "{\"type\":\"track\",\"userId\":\"redacted\"}";
    private static final EventBody EVENT = EventBody.of(WHOLE);

    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void isNothingByDefault() throws SQLException {
        at = new LedgerFixture(store, directory);

        deliverTwo();

        assertThat(kept("leads")).isEmpty();
        assertThat(payloads()).isZero();
    }

    @Test
    void isNothingOfDeliveriesThatEndInOneCommit() throws SQLException {
        at = new LedgerFixture(store, directory);
        at.append(of("leads"), of("contacts"));

        at.ledger.settle(List.of(
                Settlement.of(at.claimOne(), new Outcome.Delivered(Answer.NONE)),
                Settlement.of(at.claimOne(), new Outcome.Delivered(Answer.NONE))));

        assertThat(payloads()).isZero();
    }

    @Test
    void isAllOfItWhenAsked() throws SQLException {
        at = new LedgerFixture(store, directory, KeptEvents.FULL);

        deliverTwo();

        assertThat(kept("leads")).hasValue(WHOLE);
        assertThat(kept("contacts")).hasValue(WHOLE);
        assertThat(payloads()).as("shared").isEqualTo(1);
    }

    @Test
    void isItsFormWithoutTheValuesWhenAsked() throws SQLException {
        at = new LedgerFixture(store, directory, KeptEvents.REDACTED);

        deliverTwo();

        assertThat(kept("leads")).hasValue(REDACTED);
        assertThat(kept("contacts")).hasValue(REDACTED);
        assertThat(payloads()).as("shared").isEqualTo(1);
    }

    @Test
    void takesNothingFromDeliveriesThatAreOpenOrDead() throws SQLException {
        at = new LedgerFixture(store, directory, KeptEvents.REDACTED);
        at.append(of("leads"), of("contacts"), of("accounts"));

        at.deliver(at.claimOne());
        at.settle(at.claimOne(), new Outcome.Dead(LedgerFixture.REFUSED));

        assertThat(kept("leads")).hasValue(REDACTED);
        assertThat(kept("contacts")).hasValue(WHOLE);
        assertThat(kept("accounts")).hasValue(WHOLE);
        assertThat(at.claimOne().event()).isEqualTo(EVENT);
    }

    @Test
    void goesWithADeadLetterThatIsThrownAway() throws SQLException {
        at = new LedgerFixture(store, directory, KeptEvents.FULL);
        at.append(of("leads"));
        at.settle(at.claimOne(), new Outcome.Dead(LedgerFixture.REFUSED));

        at.ledger.discard(DeliveryFilter.all());

        assertThat(kept("leads")).isEmpty();
        assertThat(payloads()).isZero();
    }

    @ParameterizedTest
    @EnumSource(KeptEvents.class)
    void goesWithTheLastOfItsRows(KeptEvents kept) throws SQLException {
        at = new LedgerFixture(store, directory, kept);
        deliverTwo();
        at.append(at.delivery("newest"));

        at.clock.pass(LedgerFixture.RETENTION.plus(Duration.ofMillis(1)));
        at.ledger.upkeep();

        assertThat(at.number("select count(*) from delivery")).isEqualTo(1);
        assertThat(payloads()).as("that of the newest").isEqualTo(1);
    }

    @Test
    void isUnknownOfADeliveryThatIsNot() {
        at = new LedgerFixture(store, directory);

        assertThat(at.ledger.delivery(7)).isEmpty();
    }

    /** One event for two mappings. */
    private void deliverTwo() {
        at.append(of("leads"), of("contacts"));
        at.deliver(at.claimOne());
        at.deliver(at.claimOne());
    }

    private NewDelivery of(String mapping) {
        return at.deliveryOf(mapping, "m-1", EVENT);
    }

    private Optional<String> kept(String mapping) {
        List<DeliveryRow> rows =
                at.ledger.list(DeliveryFilter.all().mapping(mapping)).items();
        return at.ledger
                .delivery(rows.get(0).id())
                .orElseThrow()
                .event()
                .map(event -> new String(event.bytes(), StandardCharsets.UTF_8));
    }

    private long payloads() throws SQLException {
        return at.number("select count(*) from payload");
    }
}
