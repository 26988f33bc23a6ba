package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.Schema;

/** {@code /sobjects} and {@code /sobjects/{object}/describe}: what the org's objects are. */
final class DescribeCalls {
    private final Schema schema;

    DescribeCalls(Schema schema) {
        this.schema = schema;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/sobjects", "describe", this::all),
                Route.of("GET", "/sobjects/{object}/describe", "describe", this::one),
                Route.of("GET", "/sobjects/{object}", "describe", this::basics));
    }

    private Reply all(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("encoding", "UTF-8").put("maxBatchSize", 200);
        ArrayNode objects = body.putArray("sobjects");
        schema.objects().forEach(type -> objects.add(summary(call, type)));
        return Reply.ok(body);
    }

    private Reply basics(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("objectDescribe", summary(call, call.object(schema)));
        body.putArray("recentItems");
        return Reply.ok(body);
    }

    private Reply one(Call call) {
        ObjectType type = call.object(schema);
        ObjectNode body = summary(call, type);
        body.putArray("actionOverrides");
        body.putArray("childRelationships");
        ArrayNode fields = body.putArray("fields");
        type.fields().forEach(field -> fields.add(FieldDescription.of(field)));
        body.putArray("namedLayoutInfos");
        body.putArray("recordTypeInfos");
        body.putArray("supportedScopes");
        body.putNull("listviewable").putNull("lookupLayoutable");
        body.put("searchLayoutable", true).putNull("networkScopeFieldName");
        return Reply.ok(body);
    }

    private static ObjectNode summary(Call call, ObjectType type) {
        boolean writable = !type.name().equals("User");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", type.name())
                .put("label", type.label())
                .put("labelPlural", type.labelPlural())
                .put("keyPrefix", type.keyPrefix())
                .put("custom", type.isCustom());
        for (String can : List.of("createable", "updateable", "deletable", "undeletable", "mergeable")) {
            body.put(can, writable);
        }
        for (String can :
                List.of("queryable", "retrieveable", "replicateable", "searchable", "layoutable", "triggerable")) {
            body.put(can, true);
        }
        for (String not :
                List.of("activateable", "customSetting", "deprecatedAndHidden", "feedEnabled", "mruEnabled")) {
            body.put(not, false);
        }
        String url = call.basePath() + "/sobjects/" + type.name();
        body.putObject("urls")
                .put("sobject", url)
                .put("describe", url + "/describe")
                .put("rowTemplate", url + "/{ID}");
        return body;
    }
}
