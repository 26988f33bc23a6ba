package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final Found ONE = new Found.One("00Q000000000001AAA");
    private static final Found NONE = new Found.None();
    private static final Found TWO = new Found.Several("2");

    @ParameterizedTest
    @ValueSource(strings = {"order/1", "50%", "a.inc", "..", "a\n/"})
    void putsAnExternalIdIntoTheBodyThatAPathWouldNotBring(String messageId) {
        Plan plan = Plan.of(new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, json("{\"LastName\":\"A\"}"))
                .createdAs("Event_Id__c", messageId));

        PlannedRequest request = plan.requests("62.0").get(0);

        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/services/data/v62.0/composite/sobjects/Lead/Event_Id__c");
        assertThat(request.body().path("records").path(0).path("Event_Id__c").textValue())
                .isEqualTo(messageId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"Email\":\"a@b.co\"} | Email = 'a@b.co'",
                "{\"LastName\":\"O'Neil's\"} | LastName = 'O\\'Neil\\'s'",
                "{\"LastName\":\"a\\\\'b\"} | LastName = 'a\\\\\\'b'",
                "{\"A__c\":1.0,\"B__c\":1e21,\"C__c\":true} | A__c = 1 OR B__c = 1e+21 OR C__c = true",
                "{\"E-ma il;DROP.x\":\"100% 😀\"} | EmailDROPx = '100% 😀'"
            })
    void queriesSoThatNoValueBreaksOut(String matchers, String where) {
        Plan plan = Plan.of(write(Operation.UPSERT, matchers, "{}"));

        assertThat(plan.query()).contains("SELECT Id FROM Lead WHERE " + where);
    }

    @Test
    void joinsMatchersByAnd() {
        RecordMatchers both =
                new RecordMatchers(RecordMatchers.Operator.AND, fields(json("{\"Email\": \"a\", \"City\": \"b\"}")));

        Plan plan = Plan.of(new RecordWrite("Lead", Operation.UPDATE, both, json("{}")));

        assertThat(plan.query()).contains("SELECT Id FROM Lead WHERE Email = 'a' AND City = 'b'");
    }

    @Test
    void createsWithoutLookup() {
        Plan plan = Plan.of(write(Operation.CREATE, "{}", "{\"LastName\":\"A\"}"));

        assertThat(plan.query()).isEmpty();
        assertThat(plan.call()).isEqualTo(new Call.Create("Lead", json("{\"LastName\":\"A\"}")));
    }

    @Test
    void makesARecordOnlyOnceByItsExternalId() {
        ObjectNode fields = json("{\"LastName\":\"A\",\"EVENT_ID__C\":\"x\"}");
        Call upsert = new Call.Upsert("Lead", "Event_Id__c", "m-1", json("{\"LastName\":\"A\"}"), false);
        Plan create = Plan.of(
                new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, fields).createdAs("Event_Id__c", "m-1"));
        Plan lookup = Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"LastName\":\"A\"}")
                .createdAs("Event_Id__c", "m-1"));

        assertThat(create.call()).isEqualTo(upsert);
        assertThat(lookup.call(NONE)).isEqualTo(upsert);
        assertThat(lookup.call(ONE)).isInstanceOf(Call.Update.class);
        assertThat(create.isRepeatable()).isTrue();
        assertThat(lookup.isRepeatable()).isTrue();
        assertThat(create.isRepeatableAfterPlainCreate()).isFalse();
        assertThat(lookup.isRepeatableAfterPlainCreate()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UPSERT,true", "ADD,true", "CREATE,false", "UPDATE,false"})
    void isOvertakenWhenSomebodyElseMadeTheRecord(Operation operation, boolean isOvertaken) {
        Plan plan = Plan.of(write(operation, "{\"Email\":\"a\"}", "{\"LastName\":\"A\"}"));
        Call call = operation == Operation.UPDATE ? plan.call(ONE) : new Call.Create("Lead", json("{}"));

        assertThat(plan.isOvertaken(call, refused("DUPLICATE_VALUE"))).isEqualTo(isOvertaken);
        assertThat(plan.isOvertaken(call, refused("DUPLICATES_DETECTED"))).isFalse();
    }

    private static Failure refused(String code) {
        return Failure.replied(400, List.of(new ApiError(code, "", List.of())));
    }

    @Test
    void addsOnlyWhatIsNotThere() {
        Plan plan = Plan.of(write(Operation.ADD, "{\"Email\":\"a\"}", "{\"LastName\":\"A\"}"));

        assertThat(plan.call(NONE)).isEqualTo(new Call.Create("Lead", json("{\"LastName\":\"A\"}")));
        assertThat(plan.call(ONE)).isInstanceOfSatisfying(Call.Skip.class, skip -> {
            assertThat(skip.httpStatus()).isEqualTo(200);
            assertThat(skip.recordId()).isEqualTo("00Q000000000001AAA");
        });
    }

    @Test
    void upsertsByUpdatingWhatIsThere() {
        Plan plan = Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"City\":\"B\"}"));

        assertThat(plan.call(ONE)).isEqualTo(new Call.Update("Lead", "00Q000000000001AAA", json("{\"City\":\"B\"}")));
        assertThat(plan.call(NONE)).isEqualTo(new Call.Create("Lead", json("{\"City\":\"B\"}")));
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "DELETE"})
    void skipsWhatIsNotThere(Operation operation) {
        Plan plan = Plan.of(write(operation, "{\"Email\":\"a\"}", "{}"));

        assertThat(plan.call(NONE)).isInstanceOfSatisfying(Call.Skip.class, skip -> assertThat(skip.httpStatus())
                .isEqualTo(404));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADD", "UPDATE", "UPSERT", "DELETE"})
    void refusesSeveralMatches(Operation operation) {
        Plan plan = Plan.of(write(operation, "{\"Email\":\"a\"}", "{}"));

        assertThat(plan.call(TWO)).isInstanceOfSatisfying(Call.Refuse.class, refuse -> {
            assertThat(refuse.httpStatus()).isEqualTo(300);
            assertThat(refuse.message()).isEqualTo("record matchers of Lead: expected one record, found 2");
            assertThat(refuse.fields()).containsExactly("Email");
        });
    }

    @Test
    void goesStraightToARecordWhoseIdIsGiven() {
        assertThat(Plan.of(write(Operation.UPDATE, "{\"Email\":\"a\",\"Id\":\"00Q1\"}", "{\"City\":\"B\"}"))
                        .call())
                .isEqualTo(new Call.Update("Lead", "00Q1", json("{\"City\":\"B\"}")));
        assertThat(Plan.of(write(Operation.DELETE, "{\"Id\":\"00Q1\"}", "{}")).call())
                .isEqualTo(new Call.Delete("Lead", "00Q1"));
        assertThat(Plan.of(write(Operation.UPSERT, "{\"Id\":\"00Q1\"}", "{}")).query())
                .contains("SELECT Id FROM Lead WHERE Id = '00Q1'");
        assertThat(Plan.of(write(Operation.UPDATE, "{\"Id\":\"\"}", "{}")).query())
                .contains("SELECT Id FROM Lead WHERE Id = ''");
    }

    @ParameterizedTest
    @CsvSource({"X' OR '1", "A/B", "A?b=c", "''"})
    void refusesNamesThatAreNone(String sObject) {
        Plan plan = Plan.of(new RecordWrite(sObject, Operation.CREATE, RecordMatchers.NONE, json("{}")));

        assertThat(plan.call()).isInstanceOfSatisfying(Call.Refuse.class, refuse -> assertThat(refuse.errorCode())
                .isEqualTo("INVALID_TYPE"));
    }

    @Test
    void repeatsACreateOnlyIfItsLookupFindsTheFirst() {
        assertThat(Plan.of(write(Operation.CREATE, "{}", "{}")).isRepeatable()).isFalse();
        assertThat(Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"Email\":\"a\"}"))
                        .isRepeatable())
                .isTrue();
        assertThat(Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"Email\":\"a\"}")
                                .createdAs("Event_Id__c", "m-1"))
                        .isRepeatableAfterPlainCreate())
                .isTrue();
        assertThat(Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"City\":\"a\"}"))
                        .isRepeatable())
                .isFalse();
        assertThat(Plan.of(write(Operation.UPDATE, "{\"Email\":\"a\"}", "{}")).isRepeatable())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"Email\":\"a\"} | Email = 'a'",
                "{\"Id\":\"00Q1\"} | Id = '00Q1'",
                "{\"Key__c\":\"k\"} | Key__c = 'k'"
            })
    void looksFirstWhatAnUpdateMayFill(String matchers, String where) {
        RecordWrite write =
                write(Operation.UPDATE, matchers, "{\"Title\":\"CTO\"}").with(filling("Title", "City"));

        Plan plan = Plan.of(write, new ExternalIds(Map.of("key__c", 10)));

        assertThat(plan.query()).contains("SELECT Id, Title, City FROM Lead WHERE " + where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"Title\":null,\"OwnerId\":\"005\"} | {\"LastName\":\"L\",\"title\":\"CTO\"}",
                "{\"Title\":\"\",\"OwnerId\":null} | {\"LastName\":\"L\",\"title\":\"CTO\",\"Owner\":{\"Key__c\":1}}",
                "{\"Title\":\"CEO\",\"OwnerId\":\"005\"} | {\"LastName\":\"L\"}"
            })
    void fillsOnlyWhatIsEmpty(String row, String sent) {
        RecordWrite write = write(
                        Operation.UPSERT,
                        "{\"Email\":\"a\"}",
                        "{\"LastName\":\"L\",\"title\":\"CTO\",\"Owner\":{\"Key__c\":1}}")
                .with(filling("Title", "OwnerId"));

        Call call = Plan.of(write).call(new Found.One("00Q1", json(row)));

        assertThat(call).isEqualTo(new Call.Update("Lead", "00Q1", json(sent)));
    }

    @Test
    void skipsAnUpdateThatHasNothingToFill() {
        RecordWrite write = write(Operation.UPDATE, "{\"Email\":\"a\"}", "{\"Title\":\"CTO\"}")
                .with(filling("Title"));

        Call call = Plan.of(write).call(new Found.One("00Q1", json("{\"Title\":false}")));

        assertThat(call).isInstanceOfSatisfying(Call.Skip.class, skip -> {
            assertThat(skip.httpStatus()).isEqualTo(200);
            assertThat(skip.errorCode()).isEqualTo("NOTHING_TO_WRITE");
            assertThat(skip.recordId()).isEqualTo("00Q1");
        });
    }

    @Test
    void createsWithAllFieldsWhatIsNotThereToBeFilled() {
        RecordWrite write = write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"Title\":\"CTO\"}")
                .with(filling("Title"));

        assertThat(Plan.of(write).call(NONE)).isEqualTo(new Call.Create("Lead", write.fields()));
    }

    @Test
    void looksWhetherALeadWasConverted() {
        assertThat(following(Optional.of(CONTACTS)).query())
                .contains(
                        "SELECT Id, Title, Company, IsConverted, ConvertedContactId, ConvertedContact.Title FROM Lead WHERE Email = 'a'");
        assertThat(following(Optional.empty()).query())
                .contains("SELECT Id, Title, Company, IsConverted, ConvertedContactId FROM Lead WHERE Email = 'a'");
    }

    @Test
    void followsAConvertedLeadToItsContact() {
        Plan plan = following(Optional.of(CONTACTS));

        Call call = plan.call(converted("\"003000000000001AAA\"", "null"));

        assertThat(call)
                .isEqualTo(
                        new Call.Update("Contact", "003000000000001AAA", json("{\"Title\":\"CTO\",\"Email\":\"a\"}")));
        assertThat(plan.isForContactOfLead(call)).isTrue();
        assertThat(plan.lackedByContacts()).containsExactly("Company");
    }

    @Test
    void fillsOnlyWhatIsEmptyInTheContact() {
        Call call = following(Optional.of(CONTACTS)).call(converted("\"003000000000001AAA\"", "\"CEO\""));

        assertThat(call).isEqualTo(new Call.Update("Contact", "003000000000001AAA", json("{\"Email\":\"a\"}")));
    }

    @Test
    void changesALeadThatIsNotConverted() {
        Plan plan = following(Optional.empty());

        Call call = plan.call(new Found.One("00Q1", json("{\"IsConverted\":false,\"Title\":null}")));

        assertThat(call).isEqualTo(new Call.Update("Lead", "00Q1", plan.write().fields()));
        assertThat(plan.isForContactOfLead(call)).isFalse();
    }

    @Test
    void refusesAConvertedLeadWithoutAContact() {
        Call call = following(Optional.of(CONTACTS)).call(converted("null", "null"));

        assertThat(call).isInstanceOfSatisfying(Call.Refuse.class, refusal -> {
            assertThat(refusal.errorCode()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
            assertThat(Failure.of(refusal).isRetryable()).isFalse();
        });
    }

    @Test
    void waitsUntilItKnowsWhatContactsHave() {
        Call call = following(Optional.empty()).call(converted("\"003000000000001AAA\"", "null"));

        assertThat(call).isInstanceOfSatisfying(Call.Refuse.class, refusal -> assertThat(
                        Failure.of(refusal).kind())
                .isEqualTo(Failure.Kind.PASSING));
    }

    @Test
    void looksAgainForALeadThatWasConvertedMeanwhile() {
        Failure converted = Failure.replied(
                400,
                List.of(new ApiError("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", List.of())));
        Call update = new Call.Update("Lead", "00Q1", json("{}"));

        assertThat(following(Optional.of(CONTACTS)).isOvertaken(update, converted))
                .isTrue();
        assertThat(Plan.of(write(Operation.UPDATE, "{\"Email\":\"a\"}", "{}")).isOvertaken(update, converted))
                .isFalse();
    }

    private static final UpdatableFields CONTACTS = new UpdatableFields(Set.of("title", "email"));

    private static Plan following(Optional<UpdatableFields> ofContacts) {
        RecordWrite write = write(
                        Operation.UPSERT, "{\"Email\":\"a\"}", "{\"Title\":\"CTO\",\"Company\":\"C\",\"Email\":\"a\"}")
                .with(new WriteOptions(Map.of(), List.of("Title", "Company"), true));
        return Plan.of(write, ExternalIds.NONE, ofContacts);
    }

    private static Found converted(String contactId, String title) {
        return new Found.One(
                "00Q1",
                json("{\"IsConverted\":true,\"ConvertedContactId\":%s,\"ConvertedContact\":{\"Title\":%s}}"
                        .formatted(contactId, title)));
    }

    private static WriteOptions filling(String... fields) {
        return new WriteOptions(Map.of(), List.of(fields), false);
    }

    @Test
    void showsItsRequestsWithoutSendingThem() {
        Plan plan = Plan.of(write(Operation.UPSERT, "{\"Email\":\"a\"}", "{\"City\":\"B\"}"));

        assertThat(plan.requests("62.0"))
                .containsExactly(
                        new PlannedRequest(
                                PlannedRequest.When.ALWAYS,
                                "GET",
                                "/services/data/v62.0/query/",
                                Map.of("q", "SELECT Id FROM Lead WHERE Email = 'a'"),
                                Map.of(),
                                null),
                        new PlannedRequest(
                                PlannedRequest.When.FOUND,
                                "PATCH",
                                "/services/data/v62.0/sobjects/Lead/{Id}",
                                Map.of(),
                                Map.of(),
                                json("{\"City\":\"B\"}")),
                        new PlannedRequest(
                                PlannedRequest.When.NONE,
                                "POST",
                                "/services/data/v62.0/sobjects/Lead",
                                Map.of(),
                                Map.of(),
                                json("{\"City\":\"B\"}")));
    }

    @Test
    void showsTheHeadersOfTheMapping() {
        Map<String, String> headers = Map.of("Sforce-Auto-Assign", "FALSE");
        Plan plan = Plan.of(
                write(Operation.UPSERT, "{\"Email\":\"a\"}", "{}").with(new WriteOptions(headers, List.of(), false)));

        assertThat(plan.requests("62.0"))
                .extracting(PlannedRequest::headers)
                .containsExactly(Map.of(), headers, headers);
    }

    static RecordWrite write(Operation operation, String matchers, String body) {
        return new RecordWrite(
                "Lead", operation, new RecordMatchers(RecordMatchers.Operator.OR, fields(json(matchers))), json(body));
    }

    private static Map<String, JsonNode> fields(ObjectNode json) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(name -> fields.put(name, json.get(name)));
        return fields;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
