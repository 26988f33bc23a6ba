package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.soql.Projection;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;

/** {@code /sobjects/{object}} and {@code /sobjects/{object}/{id}}: create, read, update and delete one record. */
final class RowCalls {
    private final Records records;
    private final RecordWriter writer;
    private final RecordReader reader;

    RowCalls(Records records, RecordWriter writer) {
        this.records = records;
        this.writer = writer;
        this.reader = new RecordReader(records);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/sobjects/{object}", "create", this::create),
                Route.of("GET", "/sobjects/{object}/{id}", "get", this::get),
                Route.of("PATCH", "/sobjects/{object}/{id}", "update", this::update),
                Route.of("DELETE", "/sobjects/{object}/{id}", "delete", this::delete));
    }

    private Reply create(Call call) {
        ObjectType type = call.object(records.schema());
        String id = writer.create(type, reader.read(type, call.jsonObject(), "", body(call)));
        return Reply.json(201, saved(id)).withHeader("Location", url(call, type, id));
    }

    private Reply get(Call call) {
        return show(call, row(call));
    }

    private Reply update(Call call) {
        Row row = row(call);
        writer.update(row, reader.read(row.type(), call.jsonObject(), "", body(call)));
        return Reply.empty(204);
    }

    private Reply delete(Call call) {
        writer.delete(row(call));
        return Reply.empty(204);
    }

    /** {@code {"id": "…", "success": true, "errors": []}}. */
    static ObjectNode saved(String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id).put("success", true);
        body.putArray("errors");
        return body;
    }

    static String url(Call call, ObjectType type, String id) {
        return call.basePath() + "/sobjects/" + type.name() + "/" + id;
    }

    static BodyPlace body(Call call) {
        return new BodyPlace(call.request().body(), "");
    }

    /** The whole record, or the fields that the parameter {@code fields} names. */
    Reply show(Call call, Row row) {
        ObjectType type = row.type();
        List<Field> fields = call.request()
                .param("fields")
                .map(names -> Arrays.stream(names.split(","))
                        .map(name -> field(type, name.strip()))
                        .toList())
                .orElse(type.fields());
        return Reply.ok(new Projection(records, fields, call.basePath()).apply(row));
    }

    static Field field(ObjectType type, String name) {
        return type.field(name)
                .orElseThrow(() -> OrgException.badRequest(
                        "INVALID_FIELD", "No such column '%s' on sobject of type %s".formatted(name, type.name())));
    }

    private Row row(Call call) {
        ObjectType type = call.object(records.schema());
        String given = call.variable("id");
        Optional<String> id = RecordId.parse(given).filter(full -> full.startsWith(type.keyPrefix()));
        if (id.isEmpty()) {
            throw malformed(type, given);
        }
        return records.find(type, id.get()).orElseThrow(() -> gone(type, id.get()));
    }

    /** What is no id by its length is taken for the name of an external id field. */
    private static OrgException malformed(ObjectType type, String given) {
        return given.length() == 15 || given.length() == 18
                ? new OrgException(
                        400,
                        OrgError.ofWrite(
                                "MALFORMED_ID", type.idLabel() + ": id value of incorrect type: " + given, "Id"))
                : UpsertCalls.unknownKey(given);
    }

    private OrgException gone(ObjectType type, String id) {
        return records.isDeleted(type, id)
                ? new OrgException(404, OrgError.ofWrite("ENTITY_IS_DELETED", "entity is deleted"))
                : OrgException.notFound();
    }
}
