package sluice.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was sent for a batch and what came of each event, one thing a line: first, as {@link BulkRequests} reads them, the
 * jobs with their records and the refused events, then the calls, then the outcomes of the events that were not refused.
 *
 * <pre>
 * job Lead upsert Ext__c
 * {Email=a@b.co, Ext__c=u1, LastName=#N/A}
 * POST jobs/ingest {"contentType":"CSV"}
 * PUT jobs/ingest/750…/batches
 * PATCH jobs/ingest/750… {"state":"UploadComplete"}
 * ok
 * </pre>
 */
public final class BatchCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BY_ITSELF = "by itself";
    private static final String JOBS = "jobs/ingest";
    private static final String ABORTED = "{\"state\":\"Aborted\"}";

    /** What the job's line says already, or Salesforce takes for said. */
    private static final Set<String> SAID =
            Set.of("object", "operation", "externalIdFieldName", "lineEnding", "columnDelimiter");

    private BatchCalls() {}

    /** What Segment does. */
    public static GoldenResult expected(GoldenCase golden, int failedEvents) {
        List<String> lines = new ArrayList<>(BulkRequests.of(golden).lines());
        for (JsonNode request : golden.line().at("/expect/requests")) {
            String path = request.get("path").textValue();
            if (ScriptedJobs.isJob(path)) {
                lines.add(call(request.get("method").textValue(), path, request.path("json")));
            }
        }
        if (!lines.equals(List.of(BulkRequests.REFUSED))) {
            lines.addAll(outcomes(golden, failedEvents));
        }
        return new GoldenResult(lines);
    }

    private static List<String> outcomes(GoldenCase golden, int failedEvents) {
        JsonNode outcome = golden.line().at("/expect/outcome");
        JsonNode rows = outcome.at(outcome.has("results") ? "/results/0/multistatus" : "/multistatus");
        if (!outcome.get("ok").booleanValue()) {
            return Stream.generate(golden::expectedOutcome).limit(failedEvents).toList();
        }
        if (rows.has("count")) {
            return ok(rows.get("count").intValue());
        }
        int refused = 0;
        for (JsonNode row : rows) {
            refused += row.get("status").intValue() == 400 ? 1 : 0;
        }
        return ok(rows.size() - refused);
    }

    private static List<String> ok(int events) {
        return Stream.generate(() -> GoldenResult.OK).limit(events).toList();
    }

    /**
     * Jobs and records as in the list of differences that leaves calls and outcomes out, in which nothing else may differ:
     * each job is created, uploaded and closed, each event is refused or written.
     */
    public static GoldenResult expectedBeside(GoldenCase golden, List<ScriptedSalesforce.Request> sent, int written) {
        List<String> lines = new ArrayList<>(BulkRequests.of(golden).lines());
        for (ScriptedSalesforce.Request request : sent) {
            if (request.isJob() && request.method().equals("PUT")) {
                String batches = path(request.path());
                String job = batches.substring(0, batches.lastIndexOf('/'));
                lines.add("POST " + JOBS + " {\"contentType\":\"CSV\"}");
                lines.add("PUT " + batches);
                lines.add("PATCH " + job + " {\"state\":\"UploadComplete\"}");
            }
        }
        lines.addAll(ok(written));
        return new GoldenResult(lines);
    }

    /**
     * What this service does, apart from what Segment never asks: how far a job is, and what came of its rows. Of a call that is
     * made again, the job or the records count once. So does an abort that is refused: it is made again when the answer is
     * given, until it is taken, and how often it was by now is a matter of time.
     *
     * @param outcomes of the events that were not refused
     */
    public static GoldenResult actual(
            GoldenCase golden, List<ScriptedSalesforce.Request> sent, int refused, List<String> outcomes) {
        BulkRequests expected = BulkRequests.of(golden);
        List<String> lines = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        for (ScriptedSalesforce.Request request : sent) {
            if (request.isLogin() || request.method().equals("GET")) {
                continue;
            }
            if (!request.isJob()) {
                lines.add(BY_ITSELF);
                continue;
            }
            JsonNode json = request.method().equals("PUT") ? JSON.missingNode() : json(request.body());
            String call = call(request.method(), request.path(), json);
            boolean isRepeated = calls.contains(call);
            if (!isRepeated || !call.contains(ABORTED)) {
                calls.add(call);
            }
            if (request.method().equals("POST")) {
                String job = BulkRequests.job(json);
                if (!lines.contains(job)) {
                    lines.add(job);
                }
            } else if (!isRepeated && request.method().equals("PUT")) {
                lines.addAll(expected.records(request.body()));
            }
        }
        Stream.generate(() -> BulkRequests.REFUSED).limit(refused).forEach(lines::add);
        lines.addAll(calls);
        lines.addAll(outcomes);
        return new GoldenResult(lines);
    }

    private static String call(String method, String path, JsonNode json) {
        JsonNode rest = json.isObject() ? ((ObjectNode) json.deepCopy()).without(SAID) : json;
        return (method + " " + path(path) + " " + (rest.isMissingNode() ? "" : rest)).strip();
    }

    private static String path(String path) {
        return path.replaceFirst("^/services/data/v[0-9.]+/", "");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
