package sluice.embeddedorg.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import sluice.embeddedorg.bulk.IngestJobs;

/** {@code /jobs/ingest}. */
final class IngestCalls {
    private final IngestJobs jobs;

    IngestCalls(IngestJobs jobs) {
        this.jobs = jobs;
    }

    List<Route> routes() {
        String all = "/jobs/ingest";
        String one = all + "/{job}";
        return List.of(
                Route.of("POST", all, "bulkCreate", call -> Reply.ok(jobs.create(call.jsonObject(), call.version()))),
                Route.of("GET", all, "bulkList", call -> Reply.ok(jobs.list())),
                Route.of("GET", one, "bulkGet", call -> Reply.ok(jobs.get(call.variable("job")))),
                Route.of("PUT", one + "/batches", "bulkUpload", this::upload),
                Route.of("PATCH", one, "bulkChange", this::change),
                Route.of("DELETE", one, "bulkDelete", this::delete),
                Route.of("GET", one + "/successfulResults", "bulkResults", call -> file(call, jobs::successfulResults)),
                Route.of("GET", one + "/failedResults", "bulkResults", call -> file(call, jobs::failedResults)),
                Route.of(
                        "GET",
                        one + "/unprocessedrecords",
                        "bulkResults",
                        call -> file(call, jobs::unprocessedRecords)));
    }

    private Reply upload(Call call) {
        jobs.upload(call.variable("job"), call.request().body());
        return Reply.empty(201);
    }

    private Reply change(Call call) {
        return Reply.ok(jobs.change(
                call.variable("job"), call.jsonObject().path("state").asText()));
    }

    private Reply delete(Call call) {
        jobs.delete(call.variable("job"));
        return Reply.empty(204);
    }

    private static Reply file(Call call, Function<String, String> results) {
        return Reply.text(200, "text/csv", results.apply(call.variable("job")).getBytes(StandardCharsets.UTF_8));
    }
}
