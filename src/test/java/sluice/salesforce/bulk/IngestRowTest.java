package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.salesforce.bulk.CsvJob.insert;
import static sluice.salesforce.bulk.CsvJob.json;
import static sluice.salesforce.bulk.CsvJob.upsert;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.Fault;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

class IngestRowTest {
    @ParameterizedTest
    @CsvSource({
        "CREATE, '', leads|Lead|insert|, false",
        "ADD, '', leads|Lead|insert|, false",
        "ADD, Email, leads|Lead|insert|, true",
        "UPSERT, Key__c, leads|Lead|upsert|Key__c, false",
        "UPDATE, Id, leads|Lead|update|Id, false",
        "UPDATE, Email, leads|Lead|update|Id, true",
        "DELETE, Id, leads|Lead|delete|Id, false",
        "DELETE, Email, leads|Lead|delete|Id, true",
    })
    void goesTheLaneOfItsOperation(Operation operation, String matcher, String lane, boolean needsLookup) {
        RecordMatchers matchers = matcher.isEmpty()
                ? RecordMatchers.NONE
                : new RecordMatchers(RecordMatchers.Operator.OR, Map.of(matcher, TextNode.valueOf("v")));

        IngestRow row = IngestRow.of(new RecordWrite("Lead", operation, matchers, json("{}")));

        assertThat(row.lane("leads")).map(Lane::toString).contains(lane);
        assertThat(row.needsLookup()).isEqualTo(needsLookup);
    }

    @Test
    void hasItsRecordIdOnceThatWasLookedUp() {
        IngestRow row = IngestRow.of(CsvJob.write(Operation.UPDATE, "Email", TextNode.valueOf("e"), "{}"));

        assertThat(row.identifiedBy("00Q1").needsLookup()).isFalse();
        assertThat(row.identifiedBy("00Q1").key()).contains(new IngestRow.KeyColumn("Id", "00Q1"));
        assertThat(row.identifiedBy("00Q1").lane("leads")).isEqualTo(row.lane("leads"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"A\": \"#N/A\"}", "{\"A\": [\"#N/A\"]}", "{\"Account\": {\"Key__c\": \"#N/A\"}}"})
    void goesNoLaneWhereACsvCannotSayIt(String fields) {
        assertThat(insert(fields).lane("leads")).isEmpty();
        assertThat(upsert("#N/A", "{}").lane("leads")).isEmpty();
        assertThat(insert("{\"A\": null, \"B\": \"#N/A \", \"Account\": {\"Key__c\": null}}")
                        .lane("leads"))
                .isPresent();
    }

    @Test
    void goesNoLaneToAnObjectThatCannotBe() {
        RecordWrite write = new RecordWrite("a/b", Operation.CREATE, RecordMatchers.NONE, json("{}"));

        assertThat(IngestRow.of(write).lane("leads")).isEmpty();
    }

    @Test
    void goesNoLaneByAFieldThatCannotBe() {
        RecordMatchers matchers =
                new RecordMatchers(RecordMatchers.Operator.OR, Map.of("x".repeat(3_000), TextNode.valueOf("k")));
        RecordWrite write = new RecordWrite("Lead", Operation.UPSERT, matchers, json("{}"));

        assertThat(IngestRow.of(write).lane("leads")).isEmpty();
    }

    @Test
    void isRefusedBeyondTheLimits() {
        String most = "x".repeat(32_000);
        StringBuilder wide = new StringBuilder("{\"a\": 1");
        for (int i = 0; i < 5_000; i++) {
            wide.append(",\"f").append(i).append("\": 1");
        }
        StringBuilder long13 = new StringBuilder("{\"a\": 1");
        for (int i = 0; i < 13; i++) {
            long13.append(",\"f").append(i).append("\": \"").append(most).append('"');
        }

        assertThat(insert("{\"A\": \"" + most + "\"}").faults()).isEmpty();
        assertThat(insert("{\"A\": \"" + most + "x\"}").faults())
                .containsExactly(new Fault("/A", "at most 32,000 characters", "32001 characters"));
        assertThat(insert(wide + "}").faults()).containsExactly(new Fault("", "at most 5,000 fields", "5001"));
        assertThat(insert(long13 + "}").faults())
                .containsExactly(new Fault("", "at most 400,000 characters", "416001"));
    }

    @Test
    void needsExactlyOneExternalIdToUpsert() {
        RecordMatchers two = new RecordMatchers(
                RecordMatchers.Operator.OR, Map.of("A", TextNode.valueOf("a"), "B", TextNode.valueOf("b")));

        assertThatThrownBy(() -> IngestRow.of(new RecordWrite("Lead", Operation.UPSERT, two, json("{}"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "false, '{\"A\":\"1\",\"B\":\"2\",\"D\":\"d\",\"C\":null,\"E\":5}'",
        "true, '{\"A\":\"1\",\"B\":null,\"D\":null,\"C\":null,\"E\":5}'",
    })
    void mergesALaterRowOverAnEarlierOne(boolean absentIsNull, String expected) {
        IngestRow earlier = upsert("k", "{\"A\": \"1\", \"B\": \"2\", \"D\": \"d\", \"C\": \"c\"}");
        IngestRow later = upsert("k", "{\"A\": \"\", \"C\": null, \"E\": 5}");

        Optional<IngestRow> merged = earlier.merge(later, absentIsNull);

        assertThat(merged.orElseThrow().write().fields()).isEqualTo(json(expected));
        assertThat(earlier.merge(upsert("other", "{}"), absentIsNull)).isEmpty();
        assertThat(insert("{}").merge(insert("{}"), absentIsNull)).isEmpty();
    }

    @Test
    void estimatesWhatItTakesInACsv(@TempDir Path folder) {
        IngestRow row = insert("{\"A\": \"é, \\\"x\\\"\", \"B\": 12, \"C\": null}");

        String csv = CsvJob.of(folder, CsvJob.inserting(), List.of(row)).csv();

        assertThat(row.estimatedBytes())
                .isBetween(csv.substring(csv.indexOf('\n') + 1).length() + 1, csv.length() + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leads|Lead|upsert|Key__c", "a%7Cb%25+c|X__c|insert|"})
    void writesALaneAsTextAndReadsIt(String text) {
        assertThat(Lane.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "leads|Lead|upsert", "leads|Lead|replace|"})
    void readsNoOtherTextAsALane(String text) {
        assertThatThrownBy(() -> Lane.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
