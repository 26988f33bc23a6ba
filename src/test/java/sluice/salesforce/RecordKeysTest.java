package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordKeysTest {
    @Test
    void foldsTextAsSalesforceCompares() {
        assertThat(RecordKeys.of(PlanTest.write(Operation.UPSERT, "{\"Email\":\"Ann@B.co\"}", "{}")))
                .isEqualTo(RecordKeys.of(PlanTest.write(Operation.UPDATE, "{\"email\":\"ann@b.CO\"}", "{}")))
                .containsExactly("lead|email=ann@b.co");
    }

    @Test
    void foldsNumbersByValue() {
        assertThat(RecordKeys.of(PlanTest.write(Operation.UPSERT, "{\"Score__c\":1.0}", "{}")))
                .isEqualTo(RecordKeys.of(PlanTest.write(Operation.UPSERT, "{\"Score__c\":1}", "{}")));
    }

    @Test
    void spellsShortIdsInFull() {
        assertThat(RecordKeys.of(PlanTest.write(Operation.UPDATE, "{\"Id\":\"001D000000IRFma\"}", "{}")))
                .isEqualTo(RecordKeys.of(PlanTest.write(Operation.DELETE, "{\"Id\":\"001D000000IRFmaIAH\"}", "{}")))
                .containsExactly("lead|id=001D000000IRFmaIAH");
    }

    @Test
    void hasOneKeyForEachMatcherJoinedByOr() {
        assertThat(RecordKeys.of(PlanTest.write(Operation.UPSERT, "{\"Email\":\"a\",\"Phone\":\"1\"}", "{}")))
                .containsExactly("lead|email=a", "lead|phone=1");
    }

    @Test
    void hasNoneForACreate() {
        assertThat(RecordKeys.of(PlanTest.write(Operation.CREATE, "{}", "{}"))).isEmpty();
        assertThat(RecordKeys.of(PlanTest.write(Operation.ADD, "{}", "{}"))).isEmpty();
    }
}
