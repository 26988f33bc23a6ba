package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.RecordWriter.Upserted;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.RowLookup;
import sluice.embeddedorg.store.SeveralMatchesException;

/**
 * {@code /sobjects/{object}/{field}/{value}}: one record by an external id.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm">Insert or Update
 *     (Upsert) a Record Using an External ID</a>
 */
final class UpsertCalls {
    /** From this version on an upsert that updates answers 200 with a body, before 204. */
    private static final int ANSWERS_UPDATES = 46;

    private final Records records;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final RowLookup lookup;
    private final RowCalls rows;

    UpsertCalls(Records records, RecordWriter writer, RowCalls rows) {
        this.records = records;
        this.writer = writer;
        this.reader = new RecordReader(records);
        this.lookup = new RowLookup(records);
        this.rows = rows;
    }

    List<Route> routes() {
        String byKey = "/sobjects/{object}/{field}/{value}";
        return List.of(
                Route.of("PATCH", byKey, "upsert", this::upsert),
                Route.of("GET", byKey, "get", call -> rows.show(call, row(call))),
                Route.of("DELETE", byKey, "delete", this::delete),
                Route.of("POST", "/sobjects/{object}/Id", "create", this::createById));
    }

    static OrgException unknownKey(String name) {
        return new OrgException(
                404,
                OrgError.ofRequest(
                        "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + name));
    }

    /** The field of an upsert, by name. */
    static Field key(ObjectType type, String name) {
        return type.field(name).filter(Field::identifiesRecords).orElseThrow(() -> unknownKey(name));
    }

    private Reply upsert(Call call) {
        ObjectType type = call.object(records.schema());
        Field key = key(type, call.variable("field"));
        String value = value(call);
        Map<Field, Object> input = reader.read(type, call.jsonObject(), key.name(), RowCalls.body(call));
        boolean updateOnly = call.request().param("updateOnly").orElse("").equalsIgnoreCase("true");
        try {
            return answer(call, type, write(type, key, value, input, updateOnly));
        } catch (SeveralMatchesException e) {
            return several(call, e.rows());
        }
    }

    private Upserted write(ObjectType type, Field key, String value, Map<Field, Object> input, boolean updateOnly) {
        if (key.name().equals("Id")) {
            Row row = lookup.byId(type, value);
            writer.update(row, input);
            return new Upserted(row.id(), false);
        }
        return writer.upsert(type, key, value, input, updateOnly);
    }

    private static Reply answer(Call call, ObjectType type, Upserted upserted) {
        if (!upserted.created() && call.version() < ANSWERS_UPDATES) {
            return Reply.empty(204);
        }
        Reply reply = Reply.json(
                upserted.created() ? 201 : 200, RowCalls.saved(upserted.id()).put("created", upserted.created()));
        return upserted.created() ? reply.withHeader("Location", RowCalls.url(call, type, upserted.id())) : reply;
    }

    private Reply createById(Call call) {
        ObjectType type = call.object(records.schema());
        String id = writer.create(type, reader.read(type, call.jsonObject(), "Id", RowCalls.body(call)));
        return answer(call, type, new Upserted(id, true));
    }

    private Reply delete(Call call) {
        writer.delete(row(call));
        return Reply.empty(204);
    }

    private Row row(Call call) {
        ObjectType type = call.object(records.schema());
        List<Row> found = records.findBy(type, key(type, call.variable("field")), value(call));
        if (found.isEmpty()) {
            throw OrgException.notFound();
        }
        if (found.size() > 1) {
            throw new SeveralMatchesException(found);
        }
        return found.get(0);
    }

    /** A value that ends in {@code .inc} never arrives: Salesforce's servers take the URL for a file to include. */
    private static String value(Call call) {
        if (call.variable("value").endsWith(".inc")) {
            throw OrgException.notFound();
        }
        return call.variable("value");
    }

    /** 300 with the URLs of all records that have the value. */
    static Reply several(Call call, List<Row> rows) {
        ArrayNode urls = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> urls.add(RowCalls.url(call, row.type(), row.id())));
        return Reply.json(300, urls);
    }
}
