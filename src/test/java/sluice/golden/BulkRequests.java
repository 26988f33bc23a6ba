package sluice.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What a batch of Segment's sends, so that it can be compared whatever the order of the columns and the quotes of the CSV: the
 * ingest job, the records that Salesforce reads from the CSV, {@code refused} for each event that was left out.
 *
 * <pre>
 * job Lead upsert Ext__c
 * {Email=a@b.co, Ext__c=u1, LastName=#N/A}
 * refused
 * </pre>
 */
public final class BulkRequests {
    /** How an event that is left out reads, and a batch that is refused as a whole. */
    public static final String REFUSED = "refused";

    private static final CSVFormat RFC4180 =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final GoldenCase golden;
    private final JsonNode csv;

    private BulkRequests(GoldenCase golden) {
        this.golden = golden;
        this.csv = requests()
                .filter(request -> request.get("method").textValue().equals("PUT"))
                .findFirst()
                .orElse(golden.line().path(""));
    }

    /** The requests of a case with a batch. */
    public static BulkRequests of(GoldenCase golden) {
        return new BulkRequests(golden);
    }

    /** A CSV that is too long for the file counts by its hash. */
    public List<String> lines() {
        JsonNode outcome = golden.line().at("/expect/outcome");
        List<String> lines = new ArrayList<>();
        requests()
                .filter(request -> request.path("json").has("operation"))
                .findFirst()
                .ifPresent(create -> lines.add(job(create.get("json"))));
        if (csv.has("csv")) {
            lines.addAll(records(csv.get("csv").textValue()));
        } else if (csv.has("csv_sha256")) {
            lines.add(csv.get("csv_sha256").textValue());
        } else if (lines.isEmpty() && !outcome.get("ok").booleanValue()) {
            lines.add(REFUSED);
        }
        for (JsonNode row : outcome.path("multistatus")) {
            if (row.path("status").asInt() == 400) {
                lines.add(REFUSED);
            }
        }
        return lines;
    }

    /** The line of a job. Segment says for an update too that its key is {@code Id}; it goes without saying. */
    public static String job(JsonNode body) {
        String key = body.get("operation").textValue().equals("upsert")
                ? " " + body.get("externalIdFieldName").textValue()
                : "";
        return "job " + body.get("object").textValue() + " "
                + body.get("operation").textValue() + key;
    }

    /** The lines of a CSV of ours, in the form in which the case has its own; none where it sends none. */
    public List<String> records(String ours) {
        if (csv.isMissingNode()) {
            return List.of();
        }
        return csv.has("csv_sha256")
                ? List.of(sha256(inSegmentsForm(ours, csv.get("csv_head").textValue())))
                : values(ours);
    }

    private Stream<JsonNode> requests() {
        return StreamSupport.stream(golden.line().at("/expect/requests").spliterator(), false);
    }

    /** Of each row what is not left alone, by column. */
    private static List<String> values(String text) {
        List<CSVRecord> records = parse(text);
        if (records.isEmpty()) {
            return List.of("no CSV");
        }
        List<String> header = records.get(0).toList();
        return records.stream().skip(1).map(record -> values(header, record)).toList();
    }

    private static String values(List<String> header, CSVRecord record) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < record.size(); i++) {
            String column = i < header.size() ? header.get(i) : "beyond";
            row.merge(column, record.get(i), (value, other) -> value + " and " + other);
        }
        row.values().removeIf(String::isEmpty);
        return row.toString().replace("\r", "\\r").replace("\n", "\\n");
    }

    /** Empty where it is no CSV. */
    private static List<CSVRecord> parse(String text) {
        try {
            return RFC4180.parse(new StringReader(text)).getRecords();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static String inSegmentsForm(String ours, String head) {
        String header = head.substring(0, head.indexOf('\n'));
        List<CSVRecord> records = parse(ours);
        List<String> columns = records.get(0).toList();
        StringBuilder text = new StringBuilder(header).append('\n');
        for (CSVRecord record : records.subList(1, records.size())) {
            text.append(Stream.of(header.split(","))
                            .map(column -> record.get(columns.indexOf(column)))
                            .map(cell -> cell.equals("#N/A") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
