package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class LedgerTest {
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

    @Test
    void takesAMessageOncePerSourceAndMapping() {
        at.append(at.deliveryOf("leads", "m1"));

        Accepted again = at.append(at.deliveryOf("leads", "m1"), at.deliveryOf("contacts", "m1"));
        Accepted twiceInOne = at.append(at.deliveryOf("leads", "m2"), at.deliveryOf("leads", "m2"));

        assertThat(again).isEqualTo(new Accepted(1, 1));
        assertThat(twiceInOne).isEqualTo(new Accepted(1, 1));
        assertThat(at.ledger.list(DeliveryFilter.all()).total()).isEqualTo(3);
    }

    @Test
    void remembersAMessageAfterItIsDone() {
        at.append(at.delivery("m1"));
        at.deliver(at.claimOne());

        assertThat(at.append(at.delivery("m1"))).isEqualTo(new Accepted(0, 1));
    }

    @Test
    void handsOutWhatWasTaken() {
        at.append(at.delivery("m1", "Lead|Email=a"));

        Claim claim = at.ledger.claim(200).orElseThrow();

        assertThat(claim.mapping()).isEqualTo("leads");
        Delivery delivery = claim.deliveries().get(0);
        assertThat(delivery)
                .isEqualTo(new Delivery(
                        1,
                        "web",
                        "m1",
                        "leads",
                        "lead",
                        State.SENDING,
                        1,
                        Doubt.NONE,
                        TestClock.START,
                        TestClock.START,
                        TestClock.START,
                        1,
                        TestClock.START.plus(LedgerFixture.LEASE),
                        EventBody.of("{\"messageId\":\"m1\"}")));
        assertThat(at.claim()).isEmpty();
    }

    @Test
    void takesOutcomesOfWhateverObjectAnEventNames() {
        at.append(at.delivery("m1"));
        String name = new Random(1)
                .ints(30_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Answer refused = new Answer("create", name, "", false, 400, "INVALID_TYPE", "no name", List.of(), 0);

        assertThat(at.settle(at.claimOne(), new Outcome.Dead(refused))).isEmpty();

        assertThat(at.row("m1").answer().sObject()).isEqualTo(name.substring(0, 255));
    }

    @Test
    void claimsTheMappingThatWaitsLongest() {
        at.append(at.deliveryOf("leads", "m1"));
        at.clock.pass(Duration.ofSeconds(1));
        at.append(at.deliveryOf("contacts", "m2"), at.deliveryOf("leads", "m3"), at.deliveryOf("leads", "m4"));

        assertThat(at.ledger.claim(2).orElseThrow().deliveries())
                .extracting(Delivery::messageId)
                .containsExactly("m1", "m3");
        assertThat(at.claimIds()).containsExactly("m2");
        assertThat(at.claimIds()).containsExactly("m4");
    }

    @Test
    void holdsBackLaterDeliveriesOfARecord() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a", "b"), at.delivery("m3", "b"), at.delivery("m4", "c"));

        // When
        List<Delivery> first = at.claim();

        // Then
        assertThat(first).extracting(Delivery::messageId).containsExactly("m1", "m4");
        at.deliver(first.get(0));
        Delivery second = at.claimOne();
        assertThat(second.messageId()).isEqualTo("m2");
        assertThat(at.claim()).as("m3 while m2 is sent").isEmpty();
        at.deliver(second);
        assertThat(at.claimIds()).containsExactly("m3");
    }

    @Test
    void ordersARecordAcrossMappings() {
        at.append(at.deliveryOf("leads", "m1", "a"), at.deliveryOf("other", "m2", "a"));

        Delivery first = at.claimOne();

        assertThat(first.mapping()).isEqualTo("leads");
        at.deliver(first);
        assertThat(at.claimOne().mapping()).isEqualTo("other");
    }

    @Test
    void keepsThePlaceOfARetriedDelivery() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));
        at.settle(at.claimOne(), at.retryIn(Duration.ofSeconds(10)));

        assertThat(at.claim()).as("not due yet, and m2 behind it").isEmpty();
        at.clock.pass(Duration.ofSeconds(10));
        Delivery again = at.claimOne();
        assertThat(again.messageId()).isEqualTo("m1");
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.uncertain()).isFalse();
    }

    @Test
    void countsOnlyAttemptsThatCount() {
        at.append(at.delivery("m1"));
        at.settle(at.claimOne(), Outcome.retry(Answer.NONE, at.clock.instant(), false));

        Delivery again = at.claimOne();

        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.claim()).as("the token is new all the same").isEqualTo(2);
    }

    @Test
    void carriesUncertaintyToTheNextAttempt() {
        at.append(at.delivery("m1"));
        at.settle(at.claimOne(), Outcome.uncertain(Answer.NONE, at.clock.instant()));

        assertThat(at.claimOne().uncertain()).isTrue();
    }

    @Test
    void tellsSinceWhenItMayHaveBeenWritten() {
        at.append(at.delivery("m1"));
        at.clock.pass(Duration.ofHours(1)); // behind others
        at.settle(at.claimOne(), at.retryIn(Duration.ofMinutes(1)));
        at.clock.pass(Duration.ofMinutes(1));

        Delivery doubtful = at.claimOne();
        at.settle(doubtful, Outcome.uncertain(Answer.NONE, at.clock.instant()));
        at.clock.pass(Duration.ofMinutes(5));
        Delivery second = at.claimOne();
        at.settle(second, Outcome.uncertain(Answer.NONE, at.clock.instant()));

        assertThat(doubtful.sentAt()).isEqualTo(TestClock.START.plus(Duration.ofMinutes(61)));
        assertThat(second.sentAt()).isEqualTo(doubtful.sentAt());
        assertThat(at.claimOne().sentAt()).isEqualTo(doubtful.sentAt());
    }

    @Test
    void takesTheTimeOfArrivalWhereAnOlderVersionSentIt() throws SQLException {
        at.append(at.delivery("m1"));
        at.settle(at.claimOne(), Outcome.uncertain(Answer.NONE, at.clock.instant()));
        try (Connection connection = at.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update delivery set sent_at = null");
        }
        at.clock.pass(Duration.ofHours(1));

        assertThat(at.claimOne().sentAt()).isEqualTo(TestClock.START);
    }

    @Test
    void settlesOnlyItsOwnClaim() {
        at.append(at.delivery("m1"));
        Delivery lost = at.claimOne();
        at.clock.pass(LedgerFixture.LEASE.plusMillis(1));
        at.claim();
        at.clock.pass(LedgerFixture.UNCERTAIN_WAIT);
        Delivery ours = at.claimOne();

        assertThat(ours.uncertain()).as("its lease had lapsed").isTrue();
        assertThat(at.deliver(lost)).containsExactly(lost.id());
        assertThat(at.deliver(ours)).isEmpty();
        assertThat(at.deliver(ours)).as("settled twice").containsExactly(ours.id());
    }

    @Test
    void keepsAnEventUntilItsLastDeliveryIsDone() throws SQLException {
        EventBody event = EventBody.of("{}");
        at.append(at.deliveryOf("leads", "m1", event), at.deliveryOf("contacts", "m1", event));

        assertThat(at.number("select count(*) from payload")).isEqualTo(1);
        at.deliver(at.claimOne());
        assertThat(at.number("select count(*) from payload")).isEqualTo(1);
        at.deliver(at.claimOne());
        assertThat(at.number("select count(*) from payload")).isZero();
    }

    @Test
    void leavesNothingOfTheKeysOfDoneDeliveries() throws SQLException {
        at.append(at.delivery("m1", "a", "b"), at.delivery("m2", "b"), at.delivery("m3", "b"));
        for (int i = 0; i < 3; i++) {
            at.deliver(at.claimOne());
        }

        assertThat(at.number("select count(*) from key_head")).isZero();
        assertThat(at.number("select count(*) from key_wait")).isZero();
    }

    @Test
    void refusesARequestBeyondMaxRowsAsAWhole() {
        try (LedgerFixture small = new LedgerFixture(store, directory.resolve("small"), 2)) {
            small.append(small.delivery("m1"));

            assertThatThrownBy(() -> small.append(small.delivery("m2"), small.delivery("m3")))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(LedgerFullException.class)
                    .hasMessage("ledger: expected at most 2 open deliveries, were 1");
            assertThat(small.append(small.delivery("m1"))).as("known already").isEqualTo(new Accepted(0, 1));
            small.deliver(small.claimOne());
            assertThat(small.append(small.delivery("m2"), small.delivery("m3"))).isEqualTo(new Accepted(2, 0));
        }
    }

    @Test
    void recoversFromAStoreThatFails() throws SQLException {
        at.refuseDeliveries();

        assertThatThrownBy(() -> at.append(at.delivery("m1")))
                .cause()
                .isInstanceOf(LedgerUnavailableException.class)
                .hasRootCauseInstanceOf(SQLException.class);
        at.takeDeliveries();
        assertThat(at.append(at.delivery("m1"))).isEqualTo(new Accepted(1, 0));
        assertThat(at.claimIds()).containsExactly("m1");
    }

    @Test
    void refusesWorkWhenClosed() {
        at.close();

        assertThatThrownBy(() -> at.append(at.delivery("m1"))).cause().isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(at::claim).isInstanceOf(LedgerUnavailableException.class);
    }
}
