package sluice.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What a {@link ScriptedSalesforce} answers about ingest jobs where no script foresees it, above all what Segment never asks:
 * a job that was closed is complete, and all its rows are written; of one that was aborted none. Not thread-safe.
 */
final class ScriptedJobs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CSVFormat RFC4180 =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final String ROOT = "/jobs/ingest";
    private static final String OPEN = "Open";

    private final Map<String, String> states = new HashMap<>();
    private final Map<String, String> rows = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    static boolean isJob(String path) {
        return path.contains(ROOT);
    }

    void forget() {
        states.clear();
        rows.clear();
        open.clear();
    }

    /** Whether one was created that is neither closed nor aborted. */
    boolean isOneOpen() {
        return !open.isEmpty();
    }

    /** What becomes of a job by a request that was answered well. */
    void note(ScriptedSalesforce.Request request, JsonNode answer) throws IOException {
        if (request.method().equals("POST") && answer.path("body").has("id")) {
            open.add(answer.path("body").get("id").asText());
        } else if (request.method().equals("PUT")) {
            rows.put(id(request), request.body());
        } else if (request.method().equals("PATCH")) {
            states.put(id(request), JSON.readTree(request.body()).path("state").asText());
            open.remove(id(request));
        }
    }

    /** A status and a body, as scripted replies have them. */
    JsonNode answer(ScriptedSalesforce.Request request) {
        String id = id(request);
        return switch (request.method()) {
            case "POST" -> reply(200, Map.of("id", "75000000000000%dAAA".formatted(states.size() + 2), "state", OPEN));
            case "PUT" -> reply(201, "");
            case "PATCH" -> reply(200, Map.of("id", id));
            default -> reply(200, asked(request.path(), id));
        };
    }

    private Object asked(String path, String id) {
        if (path.endsWith("/successfulResults")) {
            return isAborted(id) ? withoutRows(id, "\"sf__Id\",\"sf__Created\",") : written(rows.getOrDefault(id, ""));
        } else if (path.endsWith("/failedResults")) {
            return withoutRows(id, "\"sf__Id\",\"sf__Error\",");
        } else if (path.endsWith("/unprocessedrecords")) {
            return isAborted(id) ? rows.getOrDefault(id, "") : withoutRows(id, "");
        }
        return id.isEmpty() ? Map.of("done", true, "records", List.of()) : job(id);
    }

    private Map<String, Object> job(String id) {
        String state = states.getOrDefault(id, OPEN);
        return Map.of(
                "id",
                id,
                "state",
                state.equals("UploadComplete") ? "JobComplete" : state,
                "numberRecordsProcessed",
                isAborted(id) ? 0 : Math.max(0, parse(rows.getOrDefault(id, "")).size() - 1));
    }

    private boolean isAborted(String id) {
        return states.getOrDefault(id, OPEN).equals("Aborted");
    }

    private static String written(String csv) {
        StringBuilder results = new StringBuilder();
        for (CSVRecord row : parse(csv)) {
            List<String> cells = new ArrayList<>(
                    results.isEmpty()
                            ? List.of("sf__Id", "sf__Created")
                            : List.of("00Q%012dAAA".formatted(row.getRecordNumber()), "true"));
            cells.addAll(row.toList());
            results.append(RFC4180.format(cells.toArray())).append('\n');
        }
        return results.toString();
    }

    private String withoutRows(String id, String columns) {
        return columns + rows.getOrDefault(id, "").lines().findFirst().orElse("") + '\n';
    }

    private static List<CSVRecord> parse(String csv) {
        try {
            return RFC4180.parse(new StringReader(csv)).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where it is about no single one. */
    private static String id(ScriptedSalesforce.Request request) {
        String below = request.path().substring(request.path().indexOf(ROOT) + ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("/")[0];
    }

    private static JsonNode reply(int status, Object body) {
        return JSON.valueToTree(Map.of("status", status, "body", body));
    }
}
