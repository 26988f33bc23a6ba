package sluice.salesforce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a dry run shows instead of sending it.
 *
 * <pre>
 * {"when": "found", "method": "PATCH", "path": "/services/data/v62.0/sobjects/Lead/{Id}", "query": {}, "body": {…}}
 * </pre>
 *
 * @param query the decoded parameters
 * @param headers those that the mapping asks for; left out of the JSON where there are none
 * @param body null (left out of the JSON) where the request has none
 */
public record PlannedRequest(
        When when,
        String method,
        String path,
        Map<String, String> query,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headers,
        @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode body) {
    /** On what the request depends. */
    public enum When {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("found")
        FOUND,
        @JsonProperty("none")
        NONE
    }

    static PlannedRequest query(String base, String soql) {
        return new PlannedRequest(When.ALWAYS, "GET", base + "/query/", Map.of("q", soql), Map.of(), null);
    }

    static Optional<PlannedRequest> of(When when, String base, Call call, WriteOptions options) {
        Map<String, String> headers = options.headers();
        if (call instanceof Call.Create create) {
            String path = base + "/sobjects/" + create.sObject();
            return Optional.of(new PlannedRequest(when, "POST", path, Map.of(), headers, create.body()));
        }
        if (call instanceof Call.Update update) {
            String path = "%s/sobjects/%s/%s".formatted(base, update.sObject(), update.recordId());
            return Optional.of(new PlannedRequest(when, "PATCH", path, Map.of(), headers, update.body()));
        }
        if (call instanceof Call.Upsert upsert && upsert.inBody().isPresent()) {
            BatchCall.UpsertMany one = upsert.inBody().get();
            String path = "%s/composite/sobjects/%s/%s".formatted(base, one.sObject(), one.field());
            return Optional.of(new PlannedRequest(when, "PATCH", path, Map.of(), headers, one.body()));
        }
        if (call instanceof Call.Upsert upsert) {
            String path = "%s/sobjects/%s/%s/%s".formatted(base, upsert.sObject(), upsert.field(), upsert.value());
            Map<String, String> query = upsert.updateOnly() ? Map.of("updateOnly", "true") : Map.of();
            return Optional.of(new PlannedRequest(when, "PATCH", path, query, headers, upsert.body()));
        }
        if (call instanceof Call.Delete delete) {
            String path = "%s/sobjects/%s/%s".formatted(base, delete.sObject(), delete.recordId());
            return Optional.of(new PlannedRequest(when, "DELETE", path, Map.of(), Map.of(), null));
        }
        return Optional.empty();
    }
}
