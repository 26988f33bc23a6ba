package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriteMergeTest {
    private static final String BY_EMAIL = "{\"Email\":\"a@b.co\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"Title\":\"CTO\"}          | {\"Title\":\"CEO\"}           | {\"Title\":\"CEO\"}",
                "{\"Title\":\"CTO\"}          | {\"City\":\"Oslo\"}           | {\"Title\":\"CTO\",\"City\":\"Oslo\"}",
                "{\"Title\":\"CTO\"}          | {\"Title\":null}              | {\"Title\":null}",
                "{\"Title\":null}             | {}                            | {\"Title\":null}",
                "{\"Title\":null}             | {\"Title\":\"\"}              | {\"Title\":\"\"}",
                "{\"Title\":\"a\",\"City\":\"x\"} | {\"TITLE\":\"b\"}         | {\"City\":\"x\",\"TITLE\":\"b\"}",
                "{\"OwnerId\":\"005\"}        | {\"Owner\":{\"Key__c\":1}}    | {\"Owner\":{\"Key__c\":1}}",
                "{\"A__r\":{\"Key__c\":1}}    | {\"A__c\":null}               | {\"A__c\":null}",
                "{\"A__r\":{\"Key__c\":1}}    | {\"A__r\":{\"Other__c\":2}}   | {\"A__r\":{\"Other__c\":2}}"
            })
    void laysLaterFieldsOverEarlierOnes(String earlier, String later, String merged) {
        Optional<RecordWrite> one = WriteMerge.merge(upsert(earlier), upsert(later));

        assertThat(one).contains(upsert(merged));
    }

    @Test
    void keepsTheOrderInWhichFieldsCame() {
        RecordWrite one = WriteMerge.merge(upsert("{\"B\":1,\"A\":1}"), upsert("{\"C\":1,\"B\":2}"))
                .orElseThrow();

        assertThat(one.fields()).hasToString("{\"B\":2,\"A\":1,\"C\":1}");
    }

    @Test
    void changesNeitherWrite() {
        RecordWrite earlier = upsert("{\"Title\":\"CTO\"}");
        RecordWrite later = upsert("{\"Title\":\"CEO\",\"City\":\"Oslo\"}");

        WriteMerge.merge(earlier, later);

        assertThat(earlier).isEqualTo(upsert("{\"Title\":\"CTO\"}"));
        assertThat(later).isEqualTo(upsert("{\"Title\":\"CEO\",\"City\":\"Oslo\"}"));
    }

    @Test
    void foldsDeletes() {
        RecordWrite delete = PlanTest.write(Operation.DELETE, BY_EMAIL, "{}");

        assertThat(WriteMerge.merge(delete, delete)).contains(delete);
    }

    @Test
    void givesANewRecordTheExternalIdOfTheEarlierWrite() {
        RecordWrite one = WriteMerge.merge(
                        upsert("{}").createdAs("Event_Id__c", "m-1"),
                        upsert("{}").createdAs("Event_Id__c", "m-2"))
                .orElseThrow();

        assertThat(one.createdAs()).contains(new RecordWrite.ExternalId("Event_Id__c", "m-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\"Title\":\"CTO\"} | {\"Title\":\"CEO\"} | {\"Title\":\"CTO\"}",
                "{\"Title\":\"CTO\"} | {\"title\":null}    | {\"Title\":\"CTO\"}",
                "{\"Title\":null}    | {\"Title\":\"CEO\"} | {\"Title\":\"CEO\"}",
                "{}                 | {\"Title\":\"CEO\"} | {\"Title\":\"CEO\"}"
            })
    void keepsWhatTheEarlierOneHasFilled(String earlier, String later, String merged) {
        WriteOptions filling = new WriteOptions(Map.of(), List.of("Title"), false);

        Optional<RecordWrite> one =
                WriteMerge.merge(upsert(earlier).with(filling), upsert(later).with(filling));

        assertThat(one).contains(upsert(merged).with(filling));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "ADD"})
    void neverMergesWhatMakesARecordByItself(Operation operation) {
        RecordWrite write = PlanTest.write(operation, BY_EMAIL, "{}");

        assertThat(WriteMerge.merge(write, write)).isEmpty();
    }

    @Test
    void leavesDifferentOperationsApart() {
        RecordWrite update = PlanTest.write(Operation.UPDATE, BY_EMAIL, "{}");
        RecordWrite delete = PlanTest.write(Operation.DELETE, BY_EMAIL, "{}");

        assertThat(WriteMerge.merge(update, delete)).isEmpty();
        assertThat(WriteMerge.merge(update, upsert("{}"))).isEmpty();
    }

    /** A case-sensitive external id makes two records of them. */
    @Test
    void leavesMatchersApartThatDifferOnlyInCase() {
        RecordWrite other = PlanTest.write(Operation.UPSERT, "{\"Email\":\"A@b.co\"}", "{}");

        assertThat(WriteMerge.merge(upsert("{}"), other)).isEmpty();
    }

    @Test
    void leavesApartWhatTheLaterOneWouldNotFindAnyMore() {
        assertThat(WriteMerge.merge(upsert("{\"email\":\"new@b.co\"}"), upsert("{\"Title\":\"CTO\"}")))
                .isEmpty();
        assertThat(WriteMerge.merge(upsert("{\"Email\":\"a@b.co\"}"), upsert("{\"Email\":\"new@b.co\"}")))
                .contains(upsert("{\"Email\":\"new@b.co\"}"));
    }

    private static RecordWrite upsert(String fields) {
        return PlanTest.write(Operation.UPSERT, BY_EMAIL, fields);
    }
}
