package sluice.salesforce.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

/** A job's CSV, written by us and read by somebody else. */
record CsvJob(String csv, Manifest manifest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CSVFormat RFC4180 = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(true)
            .get();

    /** The rows in this order, each with its position from 1 as its delivery. */
    static CsvJob of(Path folder, CsvTerms terms, List<IngestRow> rows) {
        try (CsvFile file = new CsvFile(folder.resolve("spool"), terms)) {
            for (int i = 0; i < rows.size(); i++) {
                file.add(rows.get(i), i + 1L);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Manifest manifest = file.writeTo(out);
            return new CsvJob(out.toString(StandardCharsets.UTF_8), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CsvTerms inserting() {
        return new CsvTerms(Optional.empty(), false, Long.MAX_VALUE);
    }

    static CsvTerms keyed(String field) {
        return new CsvTerms(Optional.of(field), false, Long.MAX_VALUE);
    }

    static IngestRow insert(String fields) {
        return IngestRow.of(new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, json(fields)));
    }

    static IngestRow insertOf(String field, String value, String other, String otherValue) {
        ObjectNode fields = JSON.createObjectNode().put(field, value).put(other, otherValue);
        return IngestRow.of(new RecordWrite("Lead", Operation.CREATE, RecordMatchers.NONE, fields));
    }

    static IngestRow upsert(String key, String fields) {
        return IngestRow.of(write(Operation.UPSERT, "Key__c", TextNode.valueOf(key), fields));
    }

    static RecordWrite write(Operation operation, String matcher, JsonNode value, String fields) {
        return new RecordWrite(
                "Lead",
                operation,
                new RecordMatchers(RecordMatchers.Operator.OR, Map.of(matcher, value)),
                json(fields));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> header() {
        return records().get(0).toList();
    }

    /** By column; a column that stands there twice fails. */
    List<Map<String, String>> rows() {
        List<CSVRecord> records = records();
        List<Map<String, String>> rows = new ArrayList<>();
        for (CSVRecord record : records.subList(1, records.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < record.size(); i++) {
                if (row.put(header().get(i), record.get(i)) != null) {
                    throw new AssertionError("twice: " + header().get(i));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private List<CSVRecord> records() {
        try {
            return RFC4180.parse(new StringReader(csv)).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
