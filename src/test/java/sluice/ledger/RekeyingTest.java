package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestStore.class)
class RekeyingTest {
    @Parameter
    private TestStore store;

    @TempDir
    private Path directory;

    private LedgerFixture at;

    @BeforeEach
    void open() {
        at = new LedgerFixture(store, directory);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static Placement placed(String key) {
        return Placement.singly(List.of(RecordKey.of(key)));
    }

    private int rekey(Map<String, String> keys) {
        return at.ledger.rekey("leads", delivery -> placed(keys.get(delivery.messageId())));
    }

    @Test
    void letsGoWhatNoLongerSharesARecord() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "a"));

        assertThat(rekey(Map.of("m1", "a", "m2", "b"))).isEqualTo(1);

        assertThat(at.claimIds()).containsExactly("m1", "m2");
    }

    @Test
    void ordersByArrivalWhatNowSharesARecord() {
        at.append(at.delivery("m1", "a"), at.delivery("m2", "b"), at.delivery("m3", "a"));

        // When
        rekey(Map.of("m1", "b", "m2", "b", "m3", "c"));

        // Then
        List<Delivery> first = at.claim();
        assertThat(first).extracting(Delivery::messageId).containsExactly("m1", "m3");
        first.forEach(at::deliver);
        assertThat(at.claimIds()).containsExactly("m2");
    }

    @Test
    void goesBeforeLaterDeliveriesOfOtherMappings() {
        at.append(at.deliveryOf("leads", "m1", "a"), at.deliveryOf("contacts", "m2", "b"));

        rekey(Map.of("m1", "b"));

        Delivery first = at.claimOne();
        assertThat(first.messageId()).isEqualTo("m1");
        at.deliver(first);
        assertThat(at.claimIds()).containsExactly("m2");
    }

    @Test
    void waitsForWhatIsBeingSent() {
        at.append(at.deliveryOf("contacts", "m1", "b"));
        Delivery sent = at.claimOne();
        at.append(at.deliveryOf("leads", "m2", "a"));

        rekey(Map.of("m2", "b"));

        assertThat(at.claim()).isEmpty();
        at.deliver(sent);
        assertThat(at.claimIds()).containsExactly("m2");
    }

    @Test
    void doesManyInSteps() {
        List<NewDelivery> many = IntStream.range(0, 1_234)
                .mapToObj(i -> at.delivery("m" + i, "same"))
                .toList();
        at.ledger.append(many).join();

        int changed = at.ledger.rekey("leads", delivery -> placed(delivery.messageId()));

        assertThat(changed).isEqualTo(1_234);
        assertThat(at.ledger.claim(2_000).orElseThrow().deliveries()).hasSize(1_234);
    }

    @Test
    void movesWhatWaitsFromLaneToLane() {
        at.append(at.rowOf("leads", "m1", 100, "a"), at.deliveryOf("leads", "m2", "b"), at.deliveryOf("leads", "m3"));
        Map<String, Placement> places = Map.of(
                "m1", placed("a"),
                "m2", Placement.inLane("leads|Contact", 70, List.of(RecordKey.of("b"))),
                "m3", Placement.singly(List.of()));

        int changed = at.ledger.rekey("leads", delivery -> places.get(delivery.messageId()));

        assertThat(changed).isEqualTo(2);
        assertThat(at.claimIds()).containsExactly("m1", "m3");
        GroupTerms terms = new GroupTerms("leads", "v1", "{}", 10, 1_000, false);
        assertThat(at.ledger
                        .groups()
                        .claim("leads|Contact", terms, 10)
                        .orElseThrow()
                        .group()
                        .bytes())
                .isEqualTo(70);
    }

    @Test
    void claimsNothingOfTheMappingMeanwhile() {
        at.append(at.deliveryOf("leads", "m1", "a"));
        at.append(at.deliveryOf("contacts", "m2", "b"));

        at.ledger.rekey("leads", delivery -> {
            assertThat(at.claimIds()).containsExactly("m2");
            return Placement.singly(List.of());
        });

        assertThat(at.claimIds()).containsExactly("m1");
    }
}
