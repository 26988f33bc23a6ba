package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class ListingTest {
    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
        at.append(at.deliveryOf("leads", "m1"), at.deliveryOf("contacts", "m2"));
        at.clock.pass(Duration.ofMinutes(1));
        at.append(at.deliveryOf("leads", "m3"), at.deliveryOf("leads", "m4"));
        List<Delivery> leads = at.claim();
        at.settle(leads.get(0), new Outcome.Dead(LedgerFixture.REFUSED));
        at.settle(leads.get(1), new Outcome.Skipped(Answer.because("not found")));
    }

    @AfterEach
    void close() {
        at.close();
    }

    private List<String> ids(DeliveryFilter filter) {
        return at.ledger.list(filter).items().stream()
                .map(DeliveryRow::messageId)
                .toList();
    }

    @Test
    void countsEveryState() {
        assertThat(at.ledger.counts())
                .isEqualTo(Map.of(
                        State.WAITING, 1L,
                        State.SENDING, 1L,
                        State.DELIVERED, 0L,
                        State.SKIPPED, 1L,
                        State.DEAD, 1L,
                        State.FAILED, 0L,
                        State.DISCARDED, 0L,
                        State.GROUPED, 0L));
    }

    @Test
    void listsNewestFirstInPages() {
        Page<DeliveryRow> page = at.ledger.list(DeliveryFilter.all().page(1, 2));

        assertThat(page.total()).isEqualTo(4);
        assertThat(page.items()).extracting(DeliveryRow::messageId).containsExactly("m3", "m2");
    }

    @Test
    void filtersByEachField() {
        DeliveryFilter all = DeliveryFilter.all();
        Instant later = TestClock.START.plusSeconds(60);

        assertThat(ids(all.state(State.DEAD, State.SKIPPED))).containsExactly("m3", "m1");
        assertThat(ids(all.mapping("contacts"))).containsExactly("m2");
        assertThat(ids(all.mapping("unknown"))).isEmpty();
        assertThat(ids(all.action("lead"))).hasSize(4);
        assertThat(ids(all.messageId("m3"))).containsExactly("m3");
        assertThat(ids(all.received(TestClock.START, later))).containsExactly("m2", "m1");
        assertThat(ids(all.received(later, later.plusMillis(1)))).containsExactly("m4", "m3");
        assertThat(at.ledger.list(all.mapping("leads").page(0, 1)).total()).isEqualTo(3);
        assertThat(at.ledger.list(all.state(State.DEAD).page(0, 1)).total()).isEqualTo(1);
    }

    @Test
    void tellsWhatTheLastAttemptCameTo() {
        assertThat(at.row("m1"))
                .isEqualTo(new DeliveryRow(
                        1,
                        "web",
                        "m1",
                        "leads",
                        "lead",
                        State.DEAD,
                        false,
                        1,
                        false,
                        TestClock.START,
                        TestClock.START,
                        TestClock.START.plusSeconds(60),
                        LedgerFixture.REFUSED));
        assertThat(at.row("m2").answer()).isEqualTo(Answer.NONE);
    }

    @Test
    void keepsTheEventOfADeadLetter() {
        Page<DeadLetter> letters = at.ledger.deadLetters(DeliveryFilter.all().mapping("leads"));

        assertThat(letters.total()).isEqualTo(1);
        assertThat(letters.items())
                .containsExactly(new DeadLetter(at.row("m1"), EventBody.of("{\"messageId\":\"m1\"}")));
    }
}
