package sluice.action;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.golden.BatchEvents;
import sluice.golden.BulkRequests;
import sluice.golden.DestinationCases;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.salesforce.bulk.CsvFile;
import sluice.salesforce.bulk.CsvTerms;
import sluice.salesforce.bulk.IngestJob;
import sluice.salesforce.bulk.IngestRow;
import sluice.salesforce.bulk.Lane;

/**
 * What Segment's batches send: the ingest job, and the records that Salesforce reads from its CSV, whatever the order of the
 * columns; with {@code bulk.absent-field=null}, which is Segment's way.
 */
class BulkRowsGoldenTest {
    private static final Differences DIFFERENCES = Differences.in("bulk");
    private static final MappingFileParser PARSER = new MappingFileParser(ActionCatalog.load());
    private static final String BY_ITSELF = "by itself";

    @TempDir
    Path folder;

    static Stream<GoldenCase> cases() {
        return DestinationCases.ofBatches();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sendsTheJobAndTheRecordsThatSegmentSendsOrDiffersAsListed(GoldenCase golden) {
        BulkRequests expected = BulkRequests.of(golden);

        List<String> actual = actual(golden, expected);

        DIFFERENCES.check(golden, new GoldenResult(expected.lines()), new GoldenResult(actual));
    }

    private List<String> actual(GoldenCase golden, BulkRequests expected) {
        List<String> refused = new ArrayList<>();
        Map<Lane, List<IngestRow>> lanes = new LinkedHashMap<>();
        try {
            Mapping mapping = PARSER.parse(golden.definition(), "golden");
            for (JsonNode event : BatchEvents.of(golden)) {
                if (golden.entry().equals("executeBatch") || mapping.matches(event)) {
                    evaluate(mapping, event, lanes, refused);
                }
            }
        } catch (DefinitionException e) {
            return List.of(BulkRequests.REFUSED);
        }
        List<String> lines = new ArrayList<>();
        lanes.forEach((lane, rows) -> {
            lines.add(BulkRequests.job(IngestJob.creation(lane, Optional.empty())));
            lines.addAll(expected.records(csv(lane, rows)));
        });
        lines.addAll(refused);
        return lines;
    }

    private static void evaluate(
            Mapping mapping, JsonNode event, Map<Lane, List<IngestRow>> lanes, List<String> refused) {
        try {
            if (!mapping.isBatching()) {
                refused.add(BY_ITSELF);
                return;
            }
            IngestRow row = mapping.row(event, "m-1");
            row.lane(mapping.name())
                    .filter(lane -> !row.needsLookup())
                    .ifPresentOrElse(
                            lane -> lanes.computeIfAbsent(lane, none -> new ArrayList<>())
                                    .add(row),
                            () -> refused.add(BY_ITSELF));
        } catch (RefusedException e) {
            refused.add(BulkRequests.REFUSED);
        }
    }

    private String csv(Lane lane, List<IngestRow> rows) {
        try (CsvFile file = new CsvFile(folder.resolve("spool"), CsvTerms.of(lane, true, Long.MAX_VALUE))) {
            for (IngestRow row : rows) {
                file.add(row, 1);
            }
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            file.writeTo(csv);
            return csv.toString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
