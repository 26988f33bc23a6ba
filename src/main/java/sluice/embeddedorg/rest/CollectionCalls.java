package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.soql.Projection;
import sluice.embeddedorg.store.DuplicateKeys;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.RecordWriter.Upserted;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.RowLookup;

/**
 * {@code /composite/sobjects}: up to 200 records a call, a result for each in the order of the request, HTTP 200 whatever
 * the results.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm">
 *     sObject Collections</a>
 */
final class CollectionCalls {
    private static final int MAX_RECORDS = 200;

    private final Records records;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final RowLookup lookup;
    private final CollectionResults results;

    CollectionCalls(Records records, RecordWriter writer) {
        this.records = records;
        this.writer = writer;
        this.reader = new RecordReader(records);
        this.lookup = new RowLookup(records);
        this.results = new CollectionResults(records);
    }

    List<Route> routes() {
        String path = "/composite/sobjects";
        return List.of(
                Route.of("POST", path, "collectionsCreate", this::create),
                Route.of("PATCH", path, "collectionsUpdate", this::update),
                Route.of("DELETE", path, "collectionsDelete", this::delete),
                Route.of("PATCH", path + "/{object}/{field}", "collectionsUpsert", this::upsert),
                Route.of("GET", path + "/{object}", "collectionsGet", this::getByParams),
                Route.of("POST", path + "/{object}", "collectionsGet", this::getByBody));
    }

    private Reply create(Call call) {
        JsonNode body = call.jsonObject();
        JsonNode items = items(body);
        return results.each(items.size(), allOrNone(body), i -> {
            ObjectType type = type(items.get(i));
            if (id(items.get(i)).isPresent()) {
                throw OrgException.badRequest("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call");
            }
            return RowCalls.saved(writer.create(type, reader.read(type, items.get(i), "", place(call, i))));
        });
    }

    private Reply update(Call call) {
        JsonNode body = call.jsonObject();
        JsonNode items = items(body);
        return results.each(items.size(), allOrNone(body), i -> {
            String id = id(items.get(i))
                    .orElseThrow(
                            () -> OrgException.badRequest("MISSING_ARGUMENT", "Id not specified in an update call"));
            Row row = lookup.byId(type(items.get(i)), id);
            writer.update(row, reader.read(row.type(), withoutId(items.get(i)), "", place(call, i)));
            return RowCalls.saved(row.id());
        });
    }

    private Reply upsert(Call call) {
        ObjectType type = call.object(records.schema());
        Field key = UpsertCalls.key(type, call.variable("field"));
        JsonNode body = call.jsonObject();
        JsonNode items = items(body);
        List<String> values = new ArrayList<>();
        items.forEach(item -> keyValue(item, key).ifPresent(values::add));
        DuplicateKeys duplicates = new DuplicateKeys(key, values);
        return results.each(items.size(), allOrNone(body), i -> {
            String value = keyValue(items.get(i), key)
                    .orElseThrow(() -> OrgException.badRequest("MISSING_ARGUMENT", key.name() + " not specified"));
            duplicates.refuse(value);
            Upserted upserted = upsert(type, key, value, items.get(i), place(call, i));
            return RowCalls.saved(upserted.id()).put("created", upserted.created());
        });
    }

    private Upserted upsert(ObjectType type, Field key, String value, JsonNode item, BodyPlace place) {
        if (key.name().equals("Id")) {
            Row row = lookup.byId(type, value);
            writer.update(row, reader.read(type, withoutId(item), "", place));
            return new Upserted(row.id(), false);
        }
        return writer.upsert(type, key, value, reader.read(type, item, "", place), false);
    }

    private Reply delete(Call call) {
        List<String> ids = ids(call);
        boolean allOrNone = call.request().param("allOrNone").orElse("").equalsIgnoreCase("true");
        return results.each(ids.size(), allOrNone, i -> {
            String id = ids.get(i);
            ObjectType type = RecordId.parse(id)
                    .flatMap(records.schema()::objectOfId)
                    .orElseThrow(() -> new OrgException(400, OrgError.ofWrite("MALFORMED_ID", "malformed id " + id)));
            Row row = lookup.byId(type, id);
            writer.delete(row);
            return RowCalls.saved(row.id());
        });
    }

    private Reply getByParams(Call call) {
        String fields = call.request().param("fields").orElse("Id");
        return get(call, ids(call), List.of(fields.split(",")));
    }

    private Reply getByBody(Call call) {
        List<String> ids = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        call.jsonObject().path("ids").forEach(id -> ids.add(id.asText()));
        call.jsonObject().path("fields").forEach(field -> fields.add(field.asText()));
        return get(call, ids, fields);
    }

    private Reply get(Call call, List<String> ids, List<String> names) {
        ObjectType type = call.object(records.schema());
        List<Field> fields =
                names.stream().map(name -> RowCalls.field(type, name.strip())).toList();
        Projection projection = new Projection(records, fields, call.basePath());
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        for (String id : ids) {
            Optional<Row> row = RecordId.parse(id).flatMap(full -> records.find(type, full));
            row.ifPresentOrElse(r -> found.add(projection.apply(r)), found::addNull);
        }
        return Reply.ok(found);
    }

    private ObjectType type(JsonNode item) {
        String name = item.path("attributes").path("type").asText();
        return records.schema()
                .object(name)
                .orElseThrow(
                        () -> OrgException.badRequest("INVALID_TYPE", "sObject type '" + name + "' is not supported."));
    }

    private static JsonNode items(JsonNode body) {
        JsonNode items = body.path("records");
        if (!items.isArray()) {
            throw OrgException.badRequest("MISSING_ARGUMENT", "records is required");
        }
        requireFewEnough(items.size());
        for (JsonNode item : items) {
            if (!item.isObject()) {
                throw OrgException.badRequest("JSON_PARSER_ERROR", "expected a record, was " + item.getNodeType());
            }
        }
        return items;
    }

    private static List<String> ids(Call call) {
        List<String> ids = Arrays.stream(call.request().param("ids").orElse("").split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        requireFewEnough(ids.size());
        return ids;
    }

    private static void requireFewEnough(int count) {
        if (count > MAX_RECORDS) {
            throw OrgException.badRequest(
                    "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 200 records in this call");
        }
    }

    private static boolean allOrNone(JsonNode body) {
        return body.path("allOrNone").asBoolean();
    }

    private static Optional<String> id(JsonNode item) {
        return Optional.of(item.hasNonNull("id") ? item.path("id") : item.path("Id"))
                .filter(JsonNode::isValueNode)
                .filter(node -> !node.isNull())
                .map(JsonNode::asText);
    }

    private static Optional<String> keyValue(JsonNode item, Field key) {
        if (key.name().equals("Id")) {
            return id(item);
        }
        JsonNode value = item.path(key.name());
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    private static JsonNode withoutId(JsonNode item) {
        return ((ObjectNode) item.deepCopy()).without(List.of("id", "Id"));
    }

    private static BodyPlace place(Call call, int index) {
        return RowCalls.body(call).member("records").item(index);
    }
}
