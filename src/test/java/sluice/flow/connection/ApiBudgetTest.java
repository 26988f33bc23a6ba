package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two replicas and what they write down; the org's midnight is that of Warsaw, 22:00 UTC in May. */
class ApiBudgetTest {
    private static final LoginSettings SETTINGS = LoginSettings.none().with("daily-budget", "5");

    private final OrgGateTest.MovingClock clock = new OrgGateTest.MovingClock();
    private final Map<LocalDate, Long> written = new HashMap<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final ApiBudget one = new ApiBudget(SETTINGS, clock, metrics);
    private final ApiBudget two = new ApiBudget(SETTINGS, clock, new SimpleMeterRegistry());

    @Test
    void isUsedUpByAllReplicasTogether() {
        call(one, 3);
        call(two, 2);
        assertThat(one.spent()).isEmpty();

        two.share(this::add);
        one.share(this::add);

        assertThat(one.spent().orElseThrow().trouble()).isEqualTo(Trouble.BUDGET_USED_UP);
        assertThat(two.spent()).as("of the three it did not know yet").isEmpty();
        two.share(this::add);
        assertThat(two.spent().orElseThrow().atLeast()).isEqualTo(Duration.ofHours(12));
        assertThat(metrics.get("salesforce.api.calls.own").gauge().value()).isEqualTo(5);
    }

    @Test
    void isKeptThroughARestart() {
        call(one, 4);
        one.share(this::add);
        ApiBudget restarted = new ApiBudget(SETTINGS, clock, new SimpleMeterRegistry());
        restarted.share(this::add);
        assertThat(restarted.spent()).isEmpty();

        call(restarted, 1);

        assertThat(restarted.spent()).isPresent();
    }

    @Test
    void isThereAgainAtTheOrgsMidnight() {
        call(one, 5);
        one.share(this::add);
        assertThat(one.spent()).isPresent();

        clock.advance(Duration.ofHours(12));

        assertThat(one.spent()).isEmpty();
        one.share(this::add);
        assertThat(one.spent()).isEmpty();
        assertThat(written).hasSize(2);
    }

    @Test
    void losesNoCallWhenTheLedgerIsAway() {
        call(one, 2);
        assertThatThrownBy(() -> one.share((day, calls) -> {
                    call(one, 1);
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(IllegalStateException.class);
        one.share((day, calls) -> {
            call(one, 1);
            return add(day, calls);
        });
        one.share(this::add);

        assertThat(written).containsValue(4L);
        assertThat(metrics.get("salesforce.api.calls.own").gauge().value()).isEqualTo(4);
    }

    @Test
    void stopsAReplicaThatDoesNotCall() {
        OrgGate gate = new OrgGate(clock, new Random(1));
        SharedBudget idle = new SharedBudget(two, gate, this::add);
        call(one, 5);
        one.share(this::add);

        idle.share();
        idle.share();

        OrgGate.Pause pause = gate.pause().orElseThrow();
        assertThat(pause.trouble()).isEqualTo(Trouble.BUDGET_USED_UP);
        assertThat(pause.until()).isEqualTo(clock.instant().plus(Duration.ofHours(12)));
    }

    private long add(LocalDate day, long calls) {
        return written.merge(day, calls, Long::sum);
    }

    private static void call(ApiBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.called();
        }
    }
}
