package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.salesforce.PlanTest.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final String A = "00Q00000000000AAAA";
    private static final String B = "00Q00000000000BAAA";

    private final MemoryOrg emptyOrg = new MemoryOrg(soql -> List.of());

    @Test
    void looksUpTogetherAndWritesTogether() {
        // Given
        MemoryOrg org = new MemoryOrg(soql -> List.of(MemoryOrg.row(A, "Email", "B@X.test")));
        Batch batch = batch(upsert("a@x.test"), upsert("b@x.test"), upsert("c@x.test"));

        // When
        org.write(batch);

        // Then
        assertThat(org.calls.get(0))
                .isEqualTo(new BatchCall.Query(
                        "SELECT Id, Email FROM Lead WHERE Email IN ('a@x.test','b@x.test','c@x.test')"));
        assertThat(org.calls.get(1)).isInstanceOf(BatchCall.CreateMany.class);
        assertThat(org.calls.get(2))
                .isEqualTo(new BatchCall.Single(new Call.Update("Lead", A, json("{\"Email\":\"b@x.test\"}"))));
        assertThat(org.calls).hasSize(3);
        assertThat(batch.result(1)).contains(new WriteResult.Written(A, false, 201));
        assertThat(batch.result(0)).containsInstanceOf(WriteResult.Written.class);
        assertThat(batch.apiCalls(2)).isEqualTo(2);
    }

    @Test
    void sendsEachRecordAsItAloneWouldBe() {
        Batch batch = batch(create("{\"LastName\":\"A\",\"Score__c\":1.0}"), create("{\"LastName\":\"B\"}"));

        emptyOrg.write(batch);

        assertThat(emptyOrg.calls)
                .containsExactly(
                        new BatchCall.CreateMany(
                                json(
                                        """
                {"allOrNone": false, "records": [
                    {"attributes": {"type": "Lead"}, "LastName": "A", "Score__c": 1.0},
                    {"attributes": {"type": "Lead"}, "LastName": "B"}]}""")));
    }

    @Test
    void makesThePlainCallsForOneAlone() {
        emptyOrg.write(batch(upsert("a@x.test")));

        assertThat(emptyOrg.calls)
                .containsExactly(
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'a@x.test'"),
                        new BatchCall.Single(new Call.Create("Lead", json("{\"Email\":\"a@x.test\"}"))));
    }

    @Test
    void takesSeveralRowsForOneWriteAsSeveral() {
        MemoryOrg org = new MemoryOrg(
                soql -> List.of(MemoryOrg.row(A, "Email", "a@x.test"), MemoryOrg.row(B, "Email", "A@x.test")));
        Batch batch = batch(upsert("a@x.test"), upsert("b@x.test"));

        org.write(batch);

        assertThat(failure(batch, 0).httpStatus()).isEqualTo(300);
        assertThat(failure(batch, 0).message()).isEqualTo("record matchers of Lead: expected one record, found 2");
        assertThat(batch.result(1)).containsInstanceOf(WriteResult.Written.class);
    }

    @Test
    void looksUpOneByOneWhenARowIsOfNoWrite() {
        MemoryOrg org =
                new MemoryOrg(soql -> soql.contains("IN") ? List.of(MemoryOrg.row(A, "Email", "ä@x.test")) : List.of());

        org.write(batch(upsert("a@x.test"), upsert("b@x.test")));

        assertThat(org.calls)
                .contains(
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'a@x.test'"),
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'b@x.test'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "straße", "a\tb", "İ", "e\u0301"})
    void looksUpAloneWhatSalesforceMayCompareOtherwise(String value) {
        emptyOrg.write(batch(upsert("a@x.test"), upsert("b@x.test"), upsert(value)));

        assertThat(emptyOrg.calls)
                .contains(new BatchCall.Query("SELECT Id FROM Lead WHERE Email = '%s'".formatted(value)));
    }

    @Test
    void keepsTypesOfValuesApart() {
        emptyOrg.write(batch(
                update("{\"N__c\":1}"),
                update("{\"N__c\":2.5}"),
                update("{\"N__c\":\"1x\"}"),
                update("{\"N__c\":\"2x\"}")));

        assertThat(emptyOrg.calls)
                .containsExactly(
                        new BatchCall.Query("SELECT Id, N__c FROM Lead WHERE N__c IN (1,2.5)"),
                        new BatchCall.Query("SELECT Id, N__c FROM Lead WHERE N__c IN ('1x','2x')"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "OR | SELECT Id, Email, City FROM Lead WHERE Email IN ('a','b') OR City IN ('x','y')",
                "AND | SELECT Id, Email, City FROM Lead WHERE (Email = 'a' AND City = 'x') OR (Email = 'b' AND City = 'y')"
            })
    void tellsRowsOfSeveralMatchersApart(RecordMatchers.Operator operator, String soql) {
        MemoryOrg org =
                new MemoryOrg(query -> List.of(MemoryOrg.row(B, "email", "B").put("city", "Y")));
        Batch batch = batch(
                both(operator, "{\"Email\":\"a\",\"City\":\"x\"}"), both(operator, "{\"Email\":\"b\",\"City\":\"y\"}"));

        org.write(batch);

        assertThat(org.calls.get(0)).isEqualTo(new BatchCall.Query(soql));
        assertThat(batch.result(0)).containsInstanceOf(WriteResult.Skipped.class);
        assertThat(batch.call(1)).contains(new Call.Update("Lead", B, json("{}")));
    }

    @Test
    void splitsWhatIsTooLongForAUrl() {
        List<RecordWrite> writes = IntStream.range(0, 200)
                .mapToObj(i -> upsert("a%03d%s@x.test".formatted(i, "'".repeat(70))))
                .toList();

        emptyOrg.write(Batch.of(writes.stream().map(Plan::of).toList()));

        List<BatchCall.Query> queries = emptyOrg.calls.stream()
                .filter(BatchCall.Query.class::isInstance)
                .map(BatchCall.Query.class::cast)
                .toList();
        assertThat(queries).hasSizeGreaterThan(2).allSatisfy(query -> assertThat(
                        java.net.URLEncoder.encode(query.soql(), java.nio.charset.StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .hasSizeLessThanOrEqualTo(Lookups.MAX_QUERY_BYTES));
    }

    @Test
    void followsPages() {
        Batch batch = batch(upsert("a@x.test"), upsert("b@x.test"));
        batch.next();

        batch.answered(
                200,
                MemoryOrg.page(List.of(MemoryOrg.row(A, "Email", "a@x.test")))
                        .put("totalSize", 2)
                        .put("nextRecordsUrl", "/services/data/v62.0/query/01g-1"));

        assertThat(batch.next()).contains(new BatchCall.NextPage("/services/data/v62.0/query/01g-1"));
        batch.answered(
                200,
                MemoryOrg.page(List.of(MemoryOrg.row(B, "Email", "b@x.test"))).put("totalSize", 2));
        assertThat(batch.next()).containsInstanceOf(BatchCall.UpdateMany.class);
    }

    @Test
    void looksUpOneByOneAboveTwoThousandRows() {
        Batch batch = batch(upsert("a@x.test"), upsert("b@x.test"));
        batch.next();

        batch.answered(
                200,
                MemoryOrg.page(List.of())
                        .put("totalSize", 2_001)
                        .put("nextRecordsUrl", "/services/data/v62.0/query/0"));

        assertThat(batch.next()).contains(new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'a@x.test'"));
    }

    @Test
    void repeatsARefusedSharedCallForEachAlone() {
        Batch batch = batch(create("{\"LastName\":\"A\"}"), create("{\"LastName\":\"B\"}"));
        batch.next();
        batch.failed(Failure.replied(400, List.of()));

        assertThat(batch.next()).contains(new BatchCall.Single(new Call.Create("Lead", json("{\"LastName\":\"A\"}"))));
        batch.failed(Failure.replied(400, List.of(new ApiError("BAD", "bad", List.of()))));
        batch.next();
        batch.answered(201, json("{\"id\":\"%s\",\"success\":true}".formatted(B)));

        assertThat(batch.next()).isEmpty();
        assertThat(failure(batch, 0).errorCode()).isEqualTo("BAD");
        assertThat(batch.result(1)).contains(new WriteResult.Written(B, true, 201));
    }

    @Test
    void givesEachRecordOfASharedCallItsOwnResult() {
        Batch batch = batch(create("{}"), create("{}"), create("{}"));
        batch.next();
        batch.answered(
                200,
                list(
                        """
                [{"id": "%s", "success": true, "errors": []},
                 {"success": false, "errors": [{"statusCode": "UNABLE_TO_LOCK_ROW", "message": "m", "fields": []}]},
                 {"success": false, "errors": [{"statusCode": "STRING_TOO_LONG", "message": "m", "fields": ["City"]}]}]"""
                                .formatted(A)));

        assertThat(batch.result(0)).contains(new WriteResult.Written(A, true, 201));
        assertThat(failure(batch, 1).kind()).isEqualTo(Failure.Kind.PASSING);
        assertThat(failure(batch, 2).kind()).isEqualTo(Failure.Kind.FINAL);
        assertThat(failure(batch, 2).fields()).containsExactly("City");
    }

    /** What an update refers to may be gone as well as its record; the same codes stand for both. */
    @Test
    void repeatsAnUpdateAloneWhereSomethingIsGone() {
        Batch batch = batch(updateOf(A), updateOf(B), updateOf("00Q00000000000CAAA"), updateOf("00Q00000000000DAAA"));
        batch.next();
        batch.answered(
                200,
                list(
                        """
                [%s, {"success": true, "id": "%s"}, %s,
                 {"success": false, "errors": [{"statusCode": "INVALID_CROSS_REFERENCE_KEY", "fields": ["OwnerId"]}]}]"""
                                .formatted(gone("ENTITY_IS_DELETED"), B, gone("INVALID_CROSS_REFERENCE_KEY"))));

        assertThat(batch.next())
                .contains(new BatchCall.Single(new Call.Update("Lead", A, json("{\"OwnerId\":\"005\"}"))));
        batch.failed(Failure.replied(404, List.of(new ApiError("ENTITY_IS_DELETED", "m", List.of()))));
        batch.next();
        batch.failed(Failure.replied(400, List.of(new ApiError("INVALID_CROSS_REFERENCE_KEY", "m", List.of()))));

        assertThat(batch.next()).isEmpty();
        assertThat(failure(batch, 0).httpStatus()).isEqualTo(404);
        assertThat(batch.result(1)).containsInstanceOf(WriteResult.Written.class);
        assertThat(failure(batch, 2).httpStatus()).isEqualTo(400);
        assertThat(failure(batch, 3).httpStatus()).isEqualTo(400);
        assertThat(batch.apiCalls(2)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"})
    void takesWhatIsGoneForTheRecordOnlyWhereAnIdNamesIt(String code) {
        Batch creates = batch(create("{}"), create("{}"));
        Batch upserts = Batch.of(List.of(byKey(1), byKey(2)));
        Batch deletes = batch(
                write(Operation.DELETE, "{\"Id\":\"%s\"}".formatted(A), "{}"),
                write(Operation.DELETE, "{\"Id\":\"%s\"}".formatted(B), "{}"));

        for (Batch batch : List.of(creates, upserts, deletes)) {
            batch.next();
            batch.answered(200, list("[%s, {\"success\": true}]".formatted(gone(code))));
            assertThat(batch.next()).isEmpty();
        }

        assertThat(failure(creates, 0).httpStatus()).isEqualTo(400);
        assertThat(failure(upserts, 0).httpStatus()).isEqualTo(400);
        assertThat(failure(deletes, 0).httpStatus()).isEqualTo(404);
    }

    private static RecordWrite updateOf(String recordId) {
        return write(Operation.UPDATE, "{\"Id\":\"%s\"}".formatted(recordId), "{\"OwnerId\":\"005\"}");
    }

    private static String gone(String code) {
        return "{\"success\": false, \"errors\": [{\"statusCode\": \"%s\", \"message\": \"m\", \"fields\": []}]}"
                .formatted(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "[{\"success\":true}]"})
    void takesAnAnswerWithoutResultsForNone(String answer) {
        Batch batch = batch(create("{}"), create("{}"));
        batch.next();

        batch.answered(200, list(answer));

        assertThat(failure(batch, 0).kind()).isEqualTo(Failure.Kind.UNANSWERED);
        assertThat(batch.call(0)).containsInstanceOf(Call.Create.class);
    }

    @Test
    void writesOneRecordInRounds() {
        MemoryOrg org =
                new MemoryOrg(soql -> List.of(MemoryOrg.row(A, "Email", "a").put("City", "y")));
        Batch batch = batch(
                both(RecordMatchers.Operator.OR, "{\"Email\":\"a\",\"City\":\"x\"}"),
                both(RecordMatchers.Operator.OR, "{\"Email\":\"b\",\"City\":\"y\"}"));

        org.write(batch);

        assertThat(org.calls).hasSize(4);
        assertThat(org.calls.get(1)).isInstanceOf(BatchCall.Single.class);
        assertThat(org.calls.get(2)).isInstanceOf(BatchCall.Query.class);
    }

    @Test
    void writesTogetherWhatCannotFindTheSameRecordThoughItHasAValueInCommon() {
        emptyOrg.write(batch(
                upsertOfBoth("{\"Email\":\"a\",\"City\":\"x\"}"),
                upsertOfBoth("{\"Email\":\"b\",\"City\":\"x\"}"),
                upsertOfBoth("{\"Email\":\"c\",\"City\":\"X\"}")));

        assertThat(emptyOrg.calls).hasSize(2);
        assertThat(emptyOrg.calls.get(1)).isInstanceOf(BatchCall.CreateMany.class);
    }

    /** The record whose city is written may have the other one's email already. */
    @Test
    void looksUpAgainWhatAnEarlierWriteMayHaveMadeOneOfSeveralMatchersTrueOf() {
        emptyOrg.write(batch(
                write(Operation.UPDATE, "{\"Phone\":\"1\"}", "{\"City\":\"x\"}"),
                upsertOfBoth("{\"Email\":\"b\",\"City\":\"x\"}")));

        assertThat(emptyOrg.calls).hasSize(3);
    }

    /** One after the other: the second finds what the first has written, and changes it before the third. */
    @Test
    void letsNothingGoBeforeAnEarlierWriteThatWaitsForItsValue() {
        Batch batch = batch(
                write(Operation.UPDATE, "{\"Email\":\"a\"}", "{\"Email\":\"x\"}"),
                write(Operation.UPDATE, "{\"Email\":\"x\"}", "{\"City\":\"Oslo\"}"),
                write(Operation.UPDATE, "{\"Email\":\"c\"}", "{\"Email\":\"x\"}"));
        MemoryOrg org = new MemoryOrg(soql -> List.of(MemoryOrg.row(soql.contains("'c'") ? B : A, "Email", "e")));

        org.write(batch);

        assertThat(org.calls)
                .containsExactly(
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'a'"),
                        new BatchCall.Single(new Call.Update("Lead", A, json("{\"Email\":\"x\"}"))),
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'x'"),
                        new BatchCall.Single(new Call.Update("Lead", A, json("{\"City\":\"Oslo\"}"))),
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'c'"),
                        new BatchCall.Single(new Call.Update("Lead", B, json("{\"Email\":\"x\"}"))));
    }

    @Test
    void letsNothingGoBeforeAnEarlierWriteThatWaitsForTheSameRecord() {
        Batch batch = batch(
                write(Operation.UPDATE, "{\"Email\":\"a\"}", "{\"Phone\":\"1\"}"),
                write(Operation.UPDATE, "{\"Phone\":\"1\"}", "{\"City\":\"Oslo\"}"),
                write(Operation.UPDATE, "{\"Email\":\"b\"}", "{\"City\":\"Bergen\"}"));
        MemoryOrg org = new MemoryOrg(soql -> soql.contains("Phone")
                ? List.of(MemoryOrg.row(B, "Phone", "1"))
                : Stream.of(MemoryOrg.row(A, "Email", "a"), MemoryOrg.row(B, "Email", "b"))
                        .filter(row ->
                                soql.contains("'%s'".formatted(row.path("Email").asText())))
                        .toList());

        org.write(batch);

        assertThat(org.calls.stream().filter(call -> !(call instanceof BatchCall.Query)))
                .containsExactly(
                        new BatchCall.Single(new Call.Update("Lead", A, json("{\"Phone\":\"1\"}"))),
                        new BatchCall.Single(new Call.Update("Lead", B, json("{\"City\":\"Oslo\"}"))),
                        new BatchCall.Single(new Call.Update("Lead", B, json("{\"City\":\"Bergen\"}"))));
    }

    @Test
    void looksUpAgainWhatAnEarlierWriteMayHaveChanged() {
        Batch batch = batch(
                write(Operation.UPDATE, "{\"Email\":\"a\"}", "{\"Email\":\"B\"}"),
                write(Operation.UPSERT, "{\"Email\":\"b\"}", "{}"),
                write(Operation.UPDATE, "{\"Email\":\"c\"}", "{}"));

        emptyOrg.write(batch);

        assertThat(emptyOrg.calls)
                .containsExactly(
                        new BatchCall.Query("SELECT Id, Email FROM Lead WHERE Email IN ('a','b','c')"),
                        new BatchCall.Query("SELECT Id FROM Lead WHERE Email = 'b'"),
                        new BatchCall.Single(new Call.Create("Lead", json("{}"))));
    }

    @Test
    void writesAfterARecordWhatRefersToIt() {
        emptyOrg.write(batch(
                create("{\"Key__c\":\"k\"}"), create("{\"Parent\":{\"Key__c\":\"K\"}}"), create("{\"Key__c\":\"m\"}")));

        assertThat(emptyOrg.calls).hasSize(2);
        assertThat(emptyOrg.calls.get(0)).isInstanceOf(BatchCall.CreateMany.class);
    }

    @Test
    void triesATakenValueOnceMoreAfterAllOthers() {
        Batch batch = batch(create("{\"Key__c\":\"k\"}"), create("{\"Key__c\":\"m\"}"));
        String taken = "{\"success\": false, \"errors\": [{\"statusCode\": \"DUPLICATE_VALUE\", \"message\": \"m\"}]}";
        batch.next();
        batch.answered(200, list("[%s, {\"success\": true, \"id\": \"%s\"}]".formatted(taken, A)));

        assertThat(batch.next()).containsInstanceOf(BatchCall.Single.class);
        batch.failed(Failure.replied(400, List.of(new ApiError("DUPLICATE_VALUE", "m", List.of()))));

        assertThat(batch.next()).isEmpty();
        assertThat(failure(batch, 0).errorCode()).isEqualTo("DUPLICATE_VALUE");
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "DELETE"})
    void leavesAloneWhatASharedCallWouldReadOtherwise(Operation operation) {
        emptyOrg.write(batch(
                write(operation, "{\"Id\":\"%s\"}".formatted(A), "{\"City\":\"x\"}"),
                write(operation, "{\"Id\":\"%s\"}".formatted(B), "{\"City\":\"x\"}"),
                write(operation, "{\"Id\":\"a,b\"}", "{\"City\":\"x\"}")));

        assertThat(emptyOrg.calls).hasSize(2);
        assertThat(emptyOrg.calls.get(0)).isInstanceOf(BatchCall.Single.class);
    }

    @Test
    void upsertsByExternalIdInOneCall() {
        Batch batch =
                Batch.of(IntStream.range(0, 200).mapToObj(BatchTest::byKey).toList());

        emptyOrg.write(batch);

        assertThat(emptyOrg.calls).singleElement().isInstanceOfSatisfying(BatchCall.UpsertMany.class, many -> {
            assertThat(many.field()).isEqualTo("Key__c");
            assertThat(many.body().path("records").path(7))
                    .isEqualTo(json("{\"attributes\":{\"type\":\"Lead\"},\"Key__c\":\"k7\",\"City\":\"x\"}"));
        });
    }

    @Test
    void looksUpByExternalIdBesideWritesThatFindTheirRecordsOtherwise() {
        List<Plan> plans = new ArrayList<>(List.of(byKey(1), byKey(2)));
        plans.add(Plan.of(upsert("a@x.test"), keys()));

        emptyOrg.write(Batch.of(plans));

        assertThat(emptyOrg.calls.get(0))
                .isEqualTo(new BatchCall.Query("SELECT Id, Key__c FROM Lead WHERE Key__c IN ('k1','k2')"));
    }

    @Test
    void stopsWhenTheOrgTakesNothing() {
        Batch batch = batch(upsert("a@x.test"), upsert(" b"), upsert("c@x.test"));
        batch.next();

        batch.failed(Failure.unconnected("no"));

        assertThat(batch.next()).isEmpty();
        assertThat(IntStream.range(0, 3))
                .allSatisfy(i -> assertThat(failure(batch, i).kind()).isEqualTo(Failure.Kind.ORG));
    }

    @Test
    void countsNoRecordOfASharedQueryThatFailedAsAbsent() {
        Batch batch = batch(upsert("a@x.test"), upsert("b@x.test"));
        batch.next();

        batch.failed(Failure.unanswered("late"));

        assertThat(batch.next()).isEmpty();
        assertThat(failure(batch, 0).kind()).isEqualTo(Failure.Kind.UNANSWERED);
        assertThat(batch.call(0)).isEmpty();
    }

    private static Plan byKey(int i) {
        return Plan.of(
                write(
                        Operation.UPSERT,
                        "{\"Key__c\":\"k%d\"}".formatted(i),
                        "{\"Key__c\":\"k%d\",\"City\":\"x\"}".formatted(i)),
                keys());
    }

    private static ExternalIds keys() {
        return new ExternalIds(Map.of("key__c", 10));
    }

    private static Batch batch(RecordWrite... writes) {
        return Batch.of(List.of(writes).stream().map(Plan::of).toList());
    }

    private static RecordWrite upsert(String email) {
        ObjectNode fields = json("{}").put("Email", email);
        return new RecordWrite(
                "Lead",
                Operation.UPSERT,
                new RecordMatchers(RecordMatchers.Operator.OR, Map.of("Email", fields.get("Email"))),
                fields);
    }

    private static RecordWrite update(String matchers) {
        return write(Operation.UPDATE, matchers, "{}");
    }

    private static RecordWrite create(String body) {
        return write(Operation.CREATE, "{}", body);
    }

    private static RecordWrite upsertOfBoth(String matchers) {
        RecordMatchers fields = write(Operation.UPSERT, matchers, "{}").matchers();
        RecordMatchers all = new RecordMatchers(RecordMatchers.Operator.AND, fields.fields());
        return new RecordWrite("Lead", Operation.UPSERT, all, json(matchers));
    }

    private static RecordWrite both(RecordMatchers.Operator operator, String matchers) {
        RecordMatchers fields = write(Operation.UPDATE, matchers, "{}").matchers();
        return new RecordWrite("Lead", Operation.UPDATE, new RecordMatchers(operator, fields.fields()), json("{}"));
    }

    private static Failure failure(Batch batch, int position) {
        return ((WriteResult.Failed) batch.result(position).orElseThrow()).failure();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) list(text);
    }

    private static JsonNode list(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
