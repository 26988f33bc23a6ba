package sluice.flow.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.ledger.EventBody;
import sluice.ledger.State;
import sluice.salesforce.Operation;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

class RepetitionTest {
    private static final RecordWrite CREATE =
            new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, JsonNodeFactory.instance.objectNode());

    @ParameterizedTest
    @CsvSource({
        "NONE,            false, true",
        "NONE,            true,  true",
        "WRITTEN,         false, false",
        "WRITTEN,         true,  true",
        "PLAINLY_CREATED, false, false",
        "PLAINLY_CREATED, true,  false"
    })
    void isSafeWhereWhatWasDoneIsFoundAgain(Doubt doubt, boolean hasIdempotencyField, boolean isSafe) {
        Plan plan = Plan.of(hasIdempotencyField ? CREATE.createdAs("Event_Id__c", "m-1") : CREATE);

        assertThat(Repetition.isSafe(delivery(doubt), plan)).isEqualTo(isSafe);
    }

    private static Delivery delivery(Doubt doubt) {
        return new Delivery(
                1,
                "web",
                "m-1",
                "leads",
                "lead",
                State.SENDING,
                2,
                doubt,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                2,
                Instant.EPOCH,
                EventBody.of("{}"));
    }
}
