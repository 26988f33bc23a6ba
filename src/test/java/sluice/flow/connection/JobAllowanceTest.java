package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

class JobAllowanceTest {
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final OrgGateTest.MovingClock clock = new OrgGateTest.MovingClock();
    private final JobAllowance allowance = new JobAllowance(clock);

    @Test
    void restsAWhileWhenNoJobIsLeft() {
        assertThat(allowance.isSpentBy(refused("EXCEEDEDQUOTA"), PAUSE)).isTrue();

        assertThat(allowance.isSpent()).isTrue();
        assertThat(allowance.left()).isPositive();
        clock.advance(Duration.ofMinutes(6));
        assertThat(allowance.isSpent()).isFalse();
        assertThat(allowance.left()).isZero();
    }

    @Test
    void goesOnAfterAnyOtherRefusal() {
        assertThat(allowance.isSpentBy(refused("INVALIDJOB"), PAUSE)).isFalse();

        assertThat(allowance.isSpent()).isFalse();
    }

    private static Failure refused(String code) {
        return Failure.replied(400, List.of(new ApiError(code, "no", List.of())));
    }
}
