package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.salesforce.PlanTest.write;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupBatchTest {
    private static final String A = "00Q00000000000AAAA";

    private final List<BatchCall> calls = new ArrayList<>();

    @Test
    void decidesEachByOneSharedLookup() {
        LookupBatch lookups = LookupBatch.of(List.of(
                write(Operation.UPDATE, "{\"Email\":\"a@x.test\"}", "{\"Title\":\"T\"}"),
                write(Operation.DELETE, "{\"Email\":\"b@x.test\"}", "{}"),
                write(Operation.ADD, "{\"Email\":\"a@x.test\"}", "{\"Email\":\"a@x.test\"}"),
                write(Operation.UPDATE, "{\"Id\":\"00Q00000000000BAAA\"}", "{\"Title\":\"T\"}")));

        answerAll(lookups);

        assertThat(calls)
                .containsExactly(
                        new BatchCall.Query("SELECT Id, Email FROM Lead WHERE Email IN ('a@x.test','b@x.test')"));
        assertThat(lookups.decided(0)).containsInstanceOf(Call.Update.class);
        assertThat(lookups.decided(1)).containsInstanceOf(Call.Skip.class);
        assertThat(lookups.decided(2)).containsInstanceOf(Call.Skip.class);
        assertThat(lookups.decided(3)).containsInstanceOf(Call.Update.class);
    }

    @Test
    void tellsWhyALookupFailed() {
        LookupBatch lookups =
                LookupBatch.of(List.of(write(Operation.UPDATE, "{\"Email\":\"a@x.test\"}", "{\"Title\":\"T\"}")));
        lookups.next();

        lookups.failed(Failure.unanswered("gone"));

        assertThat(lookups.next()).isEmpty();
        assertThat(lookups.decided(0)).isEmpty();
        assertThat(lookups.failure(0)).contains(Failure.unanswered("gone"));
    }

    private void answerAll(LookupBatch lookups) {
        for (var call = lookups.next(); call.isPresent(); call = lookups.next()) {
            calls.add(call.get());
            lookups.answered(200, MemoryOrg.page(List.of(MemoryOrg.row(A, "Email", "a@x.test"))));
        }
    }
}
