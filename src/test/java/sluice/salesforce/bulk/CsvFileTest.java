package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.salesforce.bulk.CsvJob.insert;
import static sluice.salesforce.bulk.CsvJob.inserting;
import static sluice.salesforce.bulk.CsvJob.keyed;
import static sluice.salesforce.bulk.CsvJob.upsert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

class CsvFileTest {
    @TempDir
    Path folder;

    @Test
    void writesTheColumnsOfAllRowsAsTheyComeAndTheKeyLast() {
        CsvJob job = CsvJob.of(
                folder,
                keyed("Key__c"),
                List.of(
                        upsert("1", "{\"Key__c\": \"1\", \"LastName\": \"Lee\"}"),
                        upsert("2", "{\"Company\": \"Acme\", \"LastName\": \"Roe\"}")));

        assertThat(job.csv()).isEqualTo("LastName,Company,Key__c\nLee,,1\nRoe,Acme,2\n");
    }

    @Test
    void writesValuesAsSalesforceReadsThem() {
        CsvJob job = CsvJob.of(
                folder,
                inserting(),
                List.of(
                        insert(
                                """
                                {"N": 1.50, "Big": 1e21, "Yes": true, "No": false, "Nothing": null, "Empty": "",
                                 "List": [1, null, ["a", "b"]], "Day": "2026-03-01", "Account": {"Key__c": "k"},
                                 "Owner": {"attributes": {"type": "User"}, "Email": "a@b.co"}}""")));

        assertThat(job.rows())
                .containsExactly(Map.of(
                        "N", "1.5",
                        "Big", "1e+21",
                        "Yes", "true",
                        "No", "false",
                        "Nothing", "#N/A",
                        "Empty", "",
                        "List", "1,,a,b",
                        "Day", "2026-03-01",
                        "Account.Key__c", "k",
                        "User:Owner.Email", "a@b.co"));
    }

    @Test
    void emptiesTheFieldsThatARowLacksWhereThatIsWanted() {
        CsvTerms terms = new CsvTerms(Optional.of("Key__c"), true, Long.MAX_VALUE);

        CsvJob job = CsvJob.of(
                folder, terms, List.of(upsert("1", "{\"A\": \"\", \"B\": \"b\"}"), upsert("2", "{\"C\": \"c\"}")));

        assertThat(job.csv()).isEqualTo("A,B,C,Key__c\n,b,#N/A,1\n#N/A,#N/A,c,2\n");
    }

    @Test
    void takesNamesThatDifferInCaseForOneColumn() {
        CsvJob job = CsvJob.of(
                folder,
                keyed("Key__c"),
                List.of(
                        upsert("1", "{\"Title\": \"a\", \"KEY__C\": \"x\"}"),
                        upsert("2", "{\"title\": \"b\", \"TITLE\": \"c\"}")));

        assertThat(job.csv()).isEqualTo("Title,Key__c\na,1\nc,2\n");
    }

    @Test
    void writesNothingButIdsToDelete() {
        RecordWrite write = CsvJob.write(Operation.DELETE, "Id", TextNode.valueOf("00Q1"), "{}");

        CsvJob job = CsvJob.of(folder, keyed("Id"), List.of(IngestRow.of(write)));

        assertThat(job.csv()).isEqualTo("Id\n00Q1\n");
    }

    @Test
    void writesAnEmptyRowSoThatItIsNotSkipped() {
        CsvJob job = CsvJob.of(
                folder, inserting(), List.of(insert("{\"A\": \"a\"}"), insert("{}"), insert("{\"A\": null}")));

        assertThat(job.csv()).isEqualTo("A\na\n\"\"\n#N/A\n");
    }

    @Test
    void leavesTheCsvAsItWasWhenARowDoesNotFit() throws IOException {
        CsvTerms terms = new CsvTerms(Optional.empty(), false, 20);
        try (CsvFile file = new CsvFile(folder.resolve("spool"), terms)) {
            assertThat(file.add(insert("{\"A\": \"1234567890\"}"), 1)).isTrue();
            assertThat(file.add(insert("{\"B\": \"1234567890\"}"), 2)).isFalse();
            assertThat(file.add(insert("{\"A\": \"5 \"}"), 3)).isTrue();

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Manifest manifest = file.writeTo(out);

            assertThat(out).hasToString("A\n1234567890\n\"5 \"\n");
            assertThat(file.bytes()).isEqualTo(out.size());
            assertThat(manifest.deliveries()).containsExactly(1L, 3L);
        }
    }

    @Test
    void refusesARowOfAnotherLane() throws IOException {
        try (CsvFile file = new CsvFile(folder.resolve("spool"), keyed("Other__c"))) {
            assertThatThrownBy(() -> file.add(upsert("1", "{}"), 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void deletesItsSpool() throws IOException {
        Path spool = folder.resolve("spool");
        try (CsvFile file = new CsvFile(spool, inserting())) {
            file.add(insert("{}"), 1);
            assertThat(spool).exists();
        }

        assertThat(spool).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isReadAsItWasMeantWhateverTheValuesAre(boolean absentIsNull) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Map<String, String>> values = randomRows(random);
            CsvTerms terms = new CsvTerms(Optional.of("Key__c"), absentIsNull, Long.MAX_VALUE);

            CsvJob job = CsvJob.of(
                    folder, terms, values.stream().map(CsvFileTest::row).toList());

            for (int i = 0; i < values.size(); i++) {
                Map<String, String> expected = new HashMap<>(values.get(i));
                job.header().forEach(column -> expected.putIfAbsent(column, absentIsNull ? "#N/A" : ""));
                assertThat(job.rows().get(i)).as("seed %s", seed).isEqualTo(expected);
            }
            assertThat(job.rows()).hasSameSizeAs(values);
        }
    }

    private static List<Map<String, String>> randomRows(Random random) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            Map<String, String> row = new HashMap<>();
            for (int column = random.nextInt(5); column > 0; column--) {
                row.put("F" + random.nextInt(8), RandomText.of(random));
            }
            row.put("Key__c", i + RandomText.of(random));
            rows.add(row);
        }
        return rows;
    }

    private static IngestRow row(Map<String, String> values) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        values.forEach(fields::put);
        return IngestRow.of(new RecordWrite(
                "Lead",
                Operation.UPSERT,
                new RecordMatchers(RecordMatchers.Operator.OR, Map.of("Key__c", fields.get("Key__c"))),
                fields));
    }
}
