package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import sluice.action.ActionCatalog;
import sluice.action.Mapping;
import sluice.action.MappingFileParser;
import sluice.action.RefusedException;
import sluice.salesforce.bulk.CsvFile;
import sluice.salesforce.bulk.CsvTerms;
import sluice.salesforce.bulk.IngestRow;
import sluice.salesforce.bulk.Manifest;

/** One thread makes the CSV of one ingest job of 5,000 leads, spooled to a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class BulkCsvBenchmark {
    private static final int ROWS = 5_000;
    private static final String MAPPING =
            """
            action: lead
            syncMode: %s
            useDefaults: true
            mapping:
              enable_batching: true
              bulkUpsertExternalId: { externalIdName: Ext__c, externalIdValue: { "@path": $.userId } }
              customFields: { "@path": $.traits.extra }
            """;
    private static final String EVENT =
            """
            {"type": "identify", "userId": "user-%1$d", "messageId": "m-%1$d", "timestamp": "2024-03-01T10:00:00.000Z",
             "traits": {"first_name": "Zoë", "last_name": "O'Neil \\"%1$d\\"", "company": "Acme, \\"Inc\\" %1$d",
              "email": "u%1$d@example.com",
              "address": {"city": "Kraków", "postal_code": "%1$d", "country": "PL", "street": "Rynek %1$d",
               "state": "MP"},
              "extra": {"Score__c": %1$d, "Plan__c": "p%1$d", "Active__c": true}}}
            """;

    /** {@code upsert} joins results by the key column, {@code add} by the whole row. */
    @Param({"upsert", "add"})
    public String syncMode;

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> events = new ArrayList<>();
    private final List<IngestRow> rows = new ArrayList<>();
    private Mapping mapping;
    private CsvTerms terms;
    private Path folder;

    @Setup(Level.Trial)
    public void evaluate() throws IOException, RefusedException {
        folder = Files.createTempDirectory("bench");
        mapping = new MappingFileParser(ActionCatalog.load()).parse(MAPPING.formatted(syncMode), "leads.yaml");
        for (int i = 0; i < ROWS; i++) {
            events.add(json.readTree(EVENT.formatted(i)));
            rows.add(mapping.row(events.get(i), "m-" + i));
        }
        terms = CsvTerms.of(rows.get(0).lane("leads").orElseThrow(), false, Long.MAX_VALUE);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(folder);
    }

    /** From rows to the CSV. */
    @Benchmark
    public Manifest csv() throws IOException {
        try (CsvFile file = new CsvFile(folder.resolve("spool"), terms)) {
            for (int i = 0; i < ROWS; i++) {
                file.add(rows.get(i), i);
            }
            return file.writeTo(OutputStream.nullOutputStream());
        }
    }

    /** From events, mapped and validated, to the CSV. */
    @Benchmark
    public Manifest batch() throws IOException, RefusedException {
        try (CsvFile file = new CsvFile(folder.resolve("spool"), terms)) {
            for (int i = 0; i < ROWS; i++) {
                file.add(mapping.row(events.get(i), "m-1"), i);
            }
            return file.writeTo(OutputStream.nullOutputStream());
        }
    }
}
