package sluice.flow.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.ledger.Delivery;
import sluice.ledger.Doubt;
import sluice.ledger.EventBody;
import sluice.ledger.State;
import sluice.salesforce.ApiError;
import sluice.salesforce.Call;
import sluice.salesforce.Failure;
import sluice.salesforce.Operation;
import sluice.salesforce.Plan;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;
import sluice.salesforce.WriteResult;

class MergedWriteTest {
    private static final String EMAIL = "\"Email\":\"a@b.co\"";
    private static final Optional<Call> UPDATE = Optional.of(new Call.Update("Lead", "00Q1", json("{}")));

    @Test
    void isOneOfAllThatCanBeMerged() {
        List<MergedWrite> writes = merged(
                upsert(1, "{%s,\"Title\":\"a\",\"City\":\"x\"}"),
                upsert(2, "{%s,\"Title\":null}"),
                upsert(3, "{%s,\"Phone\":\"1\"}"));

        assertThat(writes).singleElement().satisfies(one -> {
            assertThat(ids(one)).containsExactly(1L, 2L, 3L);
            assertThat(one.plan().write().fields())
                    .isEqualTo(json("{\"Email\":\"a@b.co\",\"Title\":null,\"City\":\"x\",\"Phone\":\"1\"}"));
        });
    }

    @Test
    void keepsTheOrderAroundWhatCannotBeMerged() {
        List<MergedWrite> writes = merged(
                upsert(1, "{%s}"),
                upsert(2, "{%s}"),
                write(3, Operation.DELETE, "{}"),
                write(4, Operation.DELETE, "{}"),
                upsert(5, "{%s}"));

        assertThat(writes)
                .extracting(MergedWriteTest::ids)
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L));
    }

    /** After a crash it must be known which of them may have made a record. */
    @Test
    void leavesApartWhatMayNotSafelyBeSentAgain() {
        assertThat(merged(upsert(1, "{\"Title\":\"a\"}"), upsert(2, "{\"Title\":\"b\"}")))
                .hasSize(2);
    }

    @Test
    void isHalvedWhenSalesforceRefusesIt() {
        MergedWrite five = merged(IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> upsert(i, "{%s}"))
                        .toArray(WriteInProgress[]::new))
                .get(0);

        assertThat(five.isToBeHalved(UPDATE, refused(400, "STRING_TOO_LONG"))).isTrue();
        List<MergedWrite> halves = five.halves(2, Plan::of);
        assertThat(halves).extracting(MergedWriteTest::ids).containsExactly(List.of(1L, 2L), List.of(3L, 4L, 5L));
        assertThat(halves.get(0).after(UPDATE, 1).members())
                .allSatisfy(member -> assertThat(member.apiCalls()).isEqualTo(3));
    }

    @Test
    void isNotHalvedForWhatAllOfThemWouldMeet() {
        MergedWrite two = merged(upsert(1, "{%s}"), upsert(2, "{%s}")).get(0);

        assertThat(two.isToBeHalved(UPDATE, refused(400, "UNABLE_TO_LOCK_ROW"))).isFalse();
        assertThat(two.isToBeHalved(UPDATE, refused(404, "ENTITY_IS_DELETED"))).isFalse();
        assertThat(two.isToBeHalved(UPDATE, refused(300, "MULTIPLE_RECORDS_FOUND")))
                .isFalse();
        assertThat(two.isToBeHalved(Optional.empty(), refused(400, "INVALID_FIELD")))
                .isFalse();
        assertThat(merged(upsert(1, "{%s}")).get(0).isToBeHalved(UPDATE, refused(400, "STRING_TOO_LONG")))
                .isFalse();
    }

    private static WriteResult refused(int status, String code) {
        return new WriteResult.Failed(Failure.replied(status, List.of(new ApiError(code, "", List.of()))));
    }

    private static List<MergedWrite> merged(WriteInProgress... writes) {
        return MergedWrite.of(List.of(writes), Plan::of);
    }

    private static List<Long> ids(MergedWrite write) {
        return write.members().stream().map(member -> member.delivery().id()).toList();
    }

    private static WriteInProgress upsert(long id, String fields) {
        return write(id, Operation.UPSERT, fields.formatted(EMAIL));
    }

    private static WriteInProgress write(long id, Operation operation, String fields) {
        RecordMatchers byEmail =
                new RecordMatchers(RecordMatchers.Operator.OR, Map.of("Email", TextNode.valueOf("a@b.co")));
        Delivery delivery = new Delivery(
                id,
                "web",
                "m" + id,
                "leads",
                "lead",
                State.SENDING,
                1,
                Doubt.NONE,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                Instant.EPOCH,
                EventBody.of("{}"));
        return WriteInProgress.of(delivery).planned(Plan.of(new RecordWrite("Lead", operation, byEmail, json(fields))));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
