package sluice.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.action.MappingListing;
import sluice.action.MappingProblem;
import sluice.action.MappingWarning;

/**
 * {@code GET /api/mappings}: the mapping files, by name, as they were read last.
 *
 * <pre>
 * {"total": 1, "items": [{
 *    "file": "leads.yaml", "name": "leads", "enabled": true, "action": "lead", "operation": "upsert", "sObject": "Lead",
 *    "trigger": "type = \"identify\"", "batching": false, "batchSize": 5000, "version": "1f0e…",
 *    "problems": [{"line": 3, "at": "/mapping", "expected": "…", "found": "…"}],
 *    "warnings": [{"with": "visitors", "text": "…"}]}]}
 * </pre>
 *
 * A file with problems shows the mapping that goes on, which is the last good one; {@code file} and {@code problems} alone
 * where there was none. {@code operation} and {@code sObject} are empty where the event says.
 */
@Path("/api/mappings")
@Produces("application/json")
public final class MappingsResource {
    private final MappingDirectory directory;

    MappingsResource(MappingDirectory directory) {
        this.directory = directory;
    }

    @GET
    @Blocking
    @Operation(summary = "The mapping files, with what is wrong with them and what they may do together")
    public String mappings(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        List<MappingWarning> warnings = directory.warnings();
        return Paging.of(offset, limit)
                .page(directory.listings().stream()
                        .map(listing -> json(listing, warnings))
                        .toList());
    }

    private static ObjectNode json(MappingListing listing, List<MappingWarning> warnings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", listing.file());
        listing.mapping().ifPresent(mapping -> describe(mapping, json));
        ArrayNode problems = json.putArray("problems");
        listing.problems().forEach(problem -> problems.add(json(problem)));
        listing.mapping().ifPresent(mapping -> addWarnings(mapping.name(), warnings, json.putArray("warnings")));
        return json;
    }

    private static void describe(Mapping mapping, ObjectNode json) {
        json.put("name", mapping.name())
                .put("enabled", mapping.enabled())
                .put("action", mapping.action().name())
                .put(
                        "operation",
                        mapping.operation()
                                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                .orElse(""))
                .put("sObject", mapping.sObject().orElse(""))
                .put("trigger", mapping.trigger().text())
                .put("batching", mapping.isBatching())
                .put("batchSize", mapping.batchSize())
                .put("version", mapping.version());
    }

    private static ObjectNode json(MappingProblem problem) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("line", problem.line())
                .put("at", problem.fault().at())
                .put("expected", problem.fault().expected())
                .put("found", problem.fault().found());
    }

    private static void addWarnings(String mapping, List<MappingWarning> all, ArrayNode json) {
        for (MappingWarning warning : all) {
            if (warning.first().equals(mapping)) {
                json.addObject().put("with", warning.second()).put("text", warning.text());
            } else if (warning.second().equals(mapping)) {
                json.addObject().put("with", warning.first()).put("text", warning.text());
            }
        }
    }
}
