package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /services/data}, {@code /services/data/v62.0} and {@code /limits}. */
final class InfoCalls {
    private static final List<String> SEASONS = List.of("Spring", "Summer", "Winter");

    private final ApiUsage usage;

    InfoCalls(ApiUsage usage) {
        this.usage = usage;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/", "resources", this::resources), Route.of("GET", "/limits", "limits", this::limits));
    }

    /** Every version that is served, the oldest first: {@code [{"label": "Summer '26", "url": …, "version": "67.0"}]}. */
    static Reply versions() {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        for (int version = DataApi.OLDEST; version <= DataApi.NEWEST; version++) {
            body.addObject()
                    .put("label", label(version))
                    .put("url", "/services/data/v" + version + ".0")
                    .put("version", version + ".0");
        }
        return Reply.ok(body);
    }

    /** Three releases a year; 31.0 was Summer '14, and Winter bears the number of the coming year. */
    private static String label(int version) {
        int releases = version - DataApi.OLDEST + 1;
        return "%s '%02d".formatted(SEASONS.get(releases % 3), 14 + (releases % 3 == 2 ? releases + 1 : releases) / 3);
    }

    private Reply resources(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (String resource : List.of("composite", "jobs", "limits", "query", "queryAll", "sobjects")) {
            body.put(resource, call.basePath() + "/" + resource);
        }
        return Reply.ok(body);
    }

    private Reply limits(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("DailyApiRequests").put("Max", usage.allowed()).put("Remaining", usage.remaining());
        body.putObject("DailyBulkApiBatches").put("Max", 15_000).put("Remaining", 15_000);
        body.putObject("DailyBulkV2QueryJobs").put("Max", 10_000).put("Remaining", 10_000);
        body.putObject("DataStorageMB").put("Max", 1_024).put("Remaining", 1_024);
        return Reply.ok(body);
    }
}
