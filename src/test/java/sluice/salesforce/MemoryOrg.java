package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The least of an org that a {@link Batch} can be run against: answers calls, notes them. */
final class MemoryOrg {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Map<String, ObjectNode> records = new LinkedHashMap<>();
    final List<BatchCall> calls = new ArrayList<>();
    private final Function<String, List<ObjectNode>> rows;

    /** @param rows what a query finds */
    MemoryOrg(Function<String, List<ObjectNode>> rows) {
        this.rows = rows;
    }

    void write(Batch batch) {
        for (var call = batch.next(); call.isPresent(); call = batch.next()) {
            calls.add(call.get());
            answer(batch, call.get());
        }
    }

    private void answer(Batch batch, BatchCall call) {
        if (call instanceof BatchCall.Query query) {
            batch.answered(200, page(rows.apply(query.soql())));
        } else if (call instanceof BatchCall.CreateMany many) {
            batch.answered(200, each(many.body()));
        } else if (call instanceof BatchCall.UpdateMany many) {
            batch.answered(200, each(many.body()));
        } else if (call instanceof BatchCall.UpsertMany many) {
            batch.answered(200, each(many.body()));
        } else if (call instanceof BatchCall.DeleteMany many) {
            ArrayNode results = JSON.arrayNode();
            many.recordIds().forEach(id -> results.add(saved(id)));
            batch.answered(200, results);
        } else {
            batch.answered(201, ((BatchCall.Single) call).call() instanceof Call.Create ? saved(newId()) : missing());
        }
    }

    static ObjectNode page(List<ObjectNode> found) {
        ObjectNode page = JSON.objectNode().put("totalSize", found.size()).put("done", true);
        page.putArray("records").addAll(found);
        return page;
    }

    static ObjectNode row(String id, String field, Object value) {
        ObjectNode row = JSON.objectNode().put("Id", id);
        return value instanceof String text ? row.put(field, text) : row.put(field, ((Number) value).doubleValue());
    }

    private ArrayNode each(ObjectNode body) {
        ArrayNode results = JSON.arrayNode();
        for (JsonNode item : body.path("records")) {
            results.add(saved(item.path("id").asText(newId())));
        }
        return results;
    }

    private static ObjectNode saved(String id) {
        return JSON.objectNode().put("id", id).put("success", true);
    }

    private String newId() {
        String id = "00Q%012d".formatted(records.size());
        records.put(id, JSON.objectNode());
        return id;
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
