package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.salesforce.bulk.CsvJob.insert;
import static sluice.salesforce.bulk.CsvJob.inserting;
import static sluice.salesforce.bulk.CsvJob.keyed;
import static sluice.salesforce.bulk.CsvJob.upsert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.salesforce.Failure;

class JobResultsTest {
    @TempDir
    Path folder;

    private final List<RowResult> results = new ArrayList<>();

    @Test
    void joinsByTheKeyColumn() throws IOException {
        // Given
        Manifest manifest = CsvJob.of(
                        folder,
                        keyed("Key__c"),
                        List.of(
                                upsert("a", "{\"LastName\": \"Lee\"}"),
                                upsert("b", "{\"LastName\": \"Lee\"}"),
                                upsert("c", "{}")))
                .manifest();
        JobResults job = new JobResults(Manifest.of(manifest.toBytes()), Optional.of("Key__c"));

        // When
        read(job.successful(stream("\"sf__Id\",\"sf__Created\",LastName,KEY__C\n\"00Q2\",\"true\",\"Lee\",\"b\"\n")));
        read(
                job.failed(
                        stream(
                                """
                        "sf__Id","sf__Error",LastName,Key__c
                        "","UNABLE_TO_LOCK_ROW:unable to obtain exclusive access: to this record:A__c, B__c --","Lee","a"
                        """)));
        read(job.unprocessed(stream("LastName,Key__c\n\"\",\"c\"\n")));

        // Then
        assertThat(results)
                .containsExactly(
                        new RowResult.Written(List.of(2L), 1, "00Q2", true),
                        new RowResult.Failed(
                                List.of(1L),
                                1,
                                new Failure(
                                        400,
                                        "UNABLE_TO_LOCK_ROW",
                                        "unable to obtain exclusive access: to this record",
                                        List.of("A__c", "B__c"),
                                        Failure.Kind.PASSING)),
                        new RowResult.Unprocessed(List.of(3L), 1));
        assertThat(job.missing()).isZero();
        assertThat(job.strangers()).isZero();
    }

    @Test
    void sharesTheResultsOfEqualRows() throws IOException {
        Manifest manifest = CsvJob.of(
                        folder,
                        inserting(),
                        List.of(
                                insert("{\"A\": \"x\", \"B\": \"1\"}"),
                                insert("{\"A\": \"x\", \"B\": \"2\"}"),
                                insert("{\"A\": \"x\", \"B\": \"1\"}"),
                                insert("{\"B\": \"1\", \"A\": \"x\"}")))
                .manifest();
        JobResults job = new JobResults(manifest, Optional.empty());

        read(job.successful(
                stream("sf__Id,sf__Created,A,B\nI1,true,x,1\nI2,true,x,2\nI3,true,x,1\nI4,true,x,1\nI5,true,x,1\n")));

        assertThat(results)
                .containsExactly(
                        new RowResult.Written(List.of(1L), 3, "I1", true),
                        new RowResult.Written(List.of(2L), 1, "I2", true),
                        new RowResult.Written(List.of(3L), 3, "I3", true),
                        new RowResult.Written(List.of(4L), 3, "I4", true));
        assertThat(job.strangers()).isEqualTo(1);
    }

    @Test
    void saysWhichDeliveriesHaveNoResult() throws IOException {
        Manifest manifest = CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"), upsert("b", "{}")))
                .manifest();
        JobResults job = new JobResults(manifest, Optional.of("Key__c"));

        read(job.successful(stream("sf__Id,sf__Created,Key__c\nI1,false,a\nI2,false,unheard of\n")));

        assertThat(job.missing()).isEqualTo(1);
        assertThat(job.missingDeliveries()).containsExactly(2L);
        assertThat(job.strangers()).isEqualTo(1);
    }

    @Test
    void knowsNoRowInAFileWithoutTheKeyColumn() throws IOException {
        Manifest manifest =
                CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"))).manifest();
        JobResults job = new JobResults(manifest, Optional.of("Key__c"));

        read(job.failed(stream("sf__Id,sf__Error,LastName\n,\"X:x:--\",Lee\n")));

        assertThat(results).isEmpty();
        assertThat(job.missing()).isEqualTo(1);
        assertThat(job.strangers()).isEqualTo(1);
    }

    @Test
    void givesAResultToAllDeliveriesOfARow() throws IOException {
        Manifest manifest;
        try (CsvFile file = new CsvFile(folder.resolve("spool"), keyed("Key__c"))) {
            file.add(upsert("a", "{}"), 7, 5, 1L << 40);
            manifest = file.writeTo(OutputStream.nullOutputStream());
        }
        JobResults job = new JobResults(Manifest.of(manifest.toBytes()), Optional.of("Key__c"));

        read(job.successful(stream("sf__Id,sf__Created,Key__c\nI1,false,a\n")));

        assertThat(results).containsExactly(new RowResult.Written(List.of(7L, 5L, 1L << 40), 1, "I1", false));
    }

    @Test
    void findsEveryRowOfAnyOrderAndAnyColumnOrder() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(200); i >= 0; i--) {
                texts.add(RandomText.of(random));
            }
            List<IngestRow> rows = texts.stream()
                    .map(text -> CsvJob.insertOf("A", text, "B", text.repeat(2)))
                    .toList();
            JobResults job = new JobResults(CsvJob.of(folder, inserting(), rows).manifest(), Optional.empty());
            Collections.shuffle(texts, random);
            results.clear();

            read(job.unprocessed(stream(texts.stream()
                    .map(text -> quoted(text.repeat(2)) + "," + quoted(text) + "\n")
                    .collect(Collectors.joining("", "B,a\n", "")))));

            assertThat(results).as("seed %s", seed).hasSameSizeAs(texts);
            assertThat(job.missing()).isZero();
        }
    }

    @Test
    void refusesWhatIsNoResultFile() throws IOException {
        Manifest manifest =
                CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"))).manifest();
        JobResults job = new JobResults(manifest, Optional.of("Key__c"));

        assertThatThrownBy(() -> read(job.successful(stream("<html>\n<body>\n"))))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "Id\n", "Key__c", "\ufeff", "sf__Id,sf__Error\n", "\ufeff\"sf__Id\",\"sf__Error\""})
    void readsAFileWithoutRows(String csv) throws IOException {
        JobResults job = new JobResults(
                CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"))).manifest(), Optional.of("Key__c"));

        read(job.failed(stream(csv)));

        assertThat(results).isEmpty();
        assertThat(job.missing()).isEqualTo(1);
    }

    @Test
    void readsBehindAByteOrderMark() throws IOException {
        JobResults job = new JobResults(
                CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"))).manifest(), Optional.of("Key__c"));

        read(job.successful(stream("\ufeffKey__c,sf__Id,sf__Created\na,I1,true\n")));

        assertThat(results).containsExactly(new RowResult.Written(List.of(1L), 1, "I1", true));
    }

    @Test
    void readsAFileInSteps() throws IOException {
        Manifest manifest = CsvJob.of(folder, keyed("Key__c"), List.of(upsert("a", "{}"), upsert("b", "{}")))
                .manifest();
        JobResults job = new JobResults(manifest, Optional.of("Key__c"));

        try (RowResults rows = job.unprocessed(stream("Key__c\nstranger\na\nb\n"))) {
            assertThat(rows.next(1)).containsExactly(new RowResult.Unprocessed(List.of(1L), 1));
            assertThat(job.missing()).isEqualTo(1);
            assertThat(rows.next(5)).containsExactly(new RowResult.Unprocessed(List.of(2L), 1));
            assertThat(rows.next(5)).isEmpty();
        }
    }

    private void read(RowResults file) throws IOException {
        try (file) {
            results.addAll(file.next(Integer.MAX_VALUE));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
}
