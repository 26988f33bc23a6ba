package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.event.Fault;
import sluice.ledger.BulkGroups;
import sluice.ledger.GroupState;
import sluice.ledger.JobFilter;
import sluice.ledger.JobRow;
import sluice.ledger.Ledger;
import sluice.ledger.Page;

/**
 * The ingest jobs, those that still gather rows among them: listed newest first as {@code {"total": 1, "items": [{…}]}}.
 *
 * <pre>
 * POST /api/jobs/flush   {} or {"mapping": "leads"}  → {"groups": 2}   what was gathered is sent as it is
 * POST /api/jobs/release {"mapping": "leads"}        → {"released": true}   a held mapping's jobs go on
 * </pre>
 */
@Path("/api/jobs")
@Produces("application/json")
public final class JobsResource {
    private final BulkGroups groups;
    private final Clock clock;

    JobsResource(Ledger ledger, Clock clock) {
        this.groups = ledger.groups();
        this.clock = clock;
    }

    @GET
    @Blocking
    @Operation(summary = "The ingest jobs, newest first")
    public String jobs(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("mapping") @DefaultValue("") String mapping,
            @QueryParam("jobId") @DefaultValue("") String jobId,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        Paging paging = Paging.of(offset, limit);
        JobFilter filter = JobFilter.all()
                .page(paging.offset(), paging.limit())
                .mapping(mapping)
                .job(jobId);
        Page<JobRow> page = groups.jobs(state.isEmpty() ? filter : filter.state(state(state)));
        return Paging.page(page.total(), page.items().stream().map(this::json).toList());
    }

    @POST
    @Path("/flush")
    @Blocking
    @Operation(summary = "Sends the rows that were gathered, of one mapping or of all, without waiting for more")
    public Map<String, Integer> flush(String body) {
        return Map.of("groups", groups.flush(mapping(body)));
    }

    @POST
    @Path("/release")
    @Blocking
    @Operation(summary = "Lets the jobs of a mapping go on that were held, since Salesforce refused one of them")
    public Map<String, Boolean> release(String body) {
        String mapping = mapping(body)
                .orElseThrow(() -> Requests.wrong(new Fault("/mapping", "the name of a mapping", "nothing")));
        return Map.of("released", groups.holds().unhold(mapping));
    }

    private static Optional<String> mapping(String body) {
        JsonNode mapping =
                Requests.read(body.isBlank() ? "{}" : body, Set.of("mapping")).path("mapping");
        if (!mapping.isMissingNode() && !mapping.isTextual()) {
            throw Requests.wrong(new Fault("/mapping", "the name of a mapping", "something else"));
        }
        return Optional.ofNullable(mapping.textValue());
    }

    private static GroupState state(String name) {
        return Arrays.stream(GroupState.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Requests.wrong(new Fault(
                        "state",
                        "one of " + Arrays.toString(GroupState.values()).toLowerCase(Locale.ROOT),
                        name)));
    }

    private ObjectNode json(JobRow job) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", job.id())
                .put("mapping", job.mapping())
                .put("lane", job.lane())
                .put("state", job.state().name().toLowerCase(Locale.ROOT))
                .put("held", job.held())
                .put("jobId", job.jobId().orElse(""))
                .put("rows", job.rows())
                .put("bytes", job.bytes())
                .put("deliveries", job.deliveries())
                .put("succeeded", job.succeeded())
                .put("failed", job.failed())
                .put("retried", job.retried())
                .put("error", job.error())
                .put("openedAt", job.openedAt().toString())
                .put("changedAt", job.changedAt().toString())
                .put(
                        "ageSeconds",
                        Duration.between(job.openedAt(), clock.instant()).toSeconds());
    }
}
