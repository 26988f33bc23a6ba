package sluice.embeddedorg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.store.FieldHistory;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.Values;

/** The org's records for people and tests: a page and JSON. Safe for threads. */
final class RecordsView {
    private static final int PAGE_ROWS = 100;
    /** Not shown on the page, being the same for all records or of no use to a reader. */
    private static final List<String> HIDDEN =
            List.of("IsDeleted", "OwnerId", "CreatedById", "LastModifiedById", "LastModifiedDate", "SystemModstamp");

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Embedded org</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
            .note, .none { color: GrayText; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .875rem; }
            th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); max-width: 24rem;
                     overflow: hidden; padding: .3rem .8rem .3rem 0; text-align: left; text-overflow: ellipsis;
                     white-space: nowrap; }
            td:first-child { font-family: ui-monospace, monospace; }
            </style>
            </head>
            <body>
            <h1>Embedded org</h1>
            <p class="note">An in-memory Salesforce. Its records are gone when it stops.</p>
            """;

    private final Records records;

    RecordsView(Records records) {
        this.records = records;
    }

    /** HTML without scripts: of each object the newest 100 records, the newest first. */
    String page() {
        StringBuilder html = new StringBuilder(HEAD);
        synchronized (records) {
            for (ObjectType type : shownObjects()) {
                html.append("<h2>%s <span class=\"note\">%d</span></h2>\n"
                        .formatted(escape(type.labelPlural()), records.size(type)));
                appendTable(html, type);
            }
        }
        return html.append("</body>\n</html>\n").toString();
    }

    /**
     * {@code {"Lead": [{"Id": "00Q…", "LastName": "Day"}], …}}, the oldest first, without empty fields.
     *
     * @param object only this one, without regard to case; all if empty
     * @param limit the newest so many of each
     */
    JsonNode json(Optional<String> object, int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        synchronized (records) {
            for (ObjectType type : records.schema().objects()) {
                if (object.map(type.name()::equalsIgnoreCase).orElse(true)) {
                    ArrayNode list = json.putArray(type.name());
                    newest(type, limit).forEach(row -> list.add(json(row)));
                }
            }
        }
        return json;
    }

    /** {@code [{"id": "00Q…", "value": "CEO"}]} of the watched fields, the oldest write first. */
    JsonNode history() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        synchronized (records) {
            for (FieldHistory.Entry entry : records.history().entries()) {
                list.addObject()
                        .put("id", entry.recordId())
                        .set("value", entry.value() == null ? list.nullNode() : Values.toJson(entry.value()));
            }
        }
        return list;
    }

    private List<ObjectType> shownObjects() {
        return records.schema().objects().stream()
                .filter(type -> !type.name().equals("User"))
                .toList();
    }

    private static ObjectNode json(Row row) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (Field field : row.type().fields()) {
            if (row.get(field) != null) {
                record.set(field.name(), Values.toJson(row.get(field)));
            }
        }
        return record;
    }

    private List<Row> newest(ObjectType type, int limit) {
        return records.rows(type).stream()
                .skip(Math.max(0, records.size(type) - limit))
                .toList();
    }

    private void appendTable(StringBuilder html, ObjectType type) {
        List<Row> rows = new ArrayList<>(newest(type, PAGE_ROWS));
        if (rows.isEmpty()) {
            html.append("<p class=\"none\">none</p>\n");
            return;
        }
        Collections.reverse(rows);
        List<Field> columns = type.fields().stream()
                .filter(field -> !HIDDEN.contains(field.name()))
                .filter(field -> rows.stream().anyMatch(row -> isTelling(row.get(field))))
                .toList();
        html.append("<div class=\"scroll\"><table>\n<tr>");
        columns.forEach(
                field -> html.append("<th>").append(escape(field.name())).append("</th>"));
        html.append("</tr>\n");
        for (Row row : rows) {
            html.append("<tr>");
            columns.forEach(field ->
                    html.append("<td>").append(escape(cell(row, field))).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private static boolean isTelling(Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }

    private static String cell(Row row, Field field) {
        return row.get(field) == null ? "" : Values.toJson(row.get(field)).asText();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
