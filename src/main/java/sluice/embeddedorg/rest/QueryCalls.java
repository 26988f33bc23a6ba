package sluice.embeddedorg.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.soql.Projection;
import sluice.embeddedorg.soql.Query;
import sluice.embeddedorg.soql.QueryRunner;
import sluice.embeddedorg.soql.SoqlParser;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;

/**
 * {@code /query} and {@code /queryAll}, by pages of 2,000 rows or what {@code Sforce-Query-Options: batchSize=} says, 200
 * to 2,000. The last 50 unfinished results are kept.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm">Query
 *     Options Header</a>
 */
final class QueryCalls {
    private static final int LARGEST_PAGE = 2_000;
    private static final int SMALLEST_PAGE = 200;
    private static final int MAX_CURSORS = 50;
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private final Records records;
    private final SoqlParser parser;
    private final QueryRunner runner;
    private final Map<String, Cursor> cursors = new LinkedHashMap<>();
    private long lastCursor;

    QueryCalls(Records records, Clock clock) {
        this.records = records;
        this.parser = new SoqlParser(records.schema(), clock);
        this.runner = new QueryRunner(records);
    }

    /** A result with rows still to be fetched. */
    private record Cursor(String id, Query query, List<Row> rows) {}

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/query", "query", call -> first(call, false)),
                Route.of("GET", "/queryAll", "query", call -> first(call, true)),
                Route.of("GET", "/query/{locator}", "queryMore", this::next),
                Route.of("GET", "/queryAll/{locator}", "queryMore", this::next));
    }

    private Reply first(Call call, boolean withDeleted) {
        String soql = call.request()
                .param("q")
                .orElseThrow(() -> OrgException.badRequest("MALFORMED_QUERY", "A query string has to be specified"));
        Query query = parser.parse(soql);
        List<Row> rows = runner.run(query, withDeleted);
        if (query.count()) {
            return Reply.ok(head(rows.size(), true));
        }
        Cursor cursor = new Cursor(RecordId.of("01g", ++lastCursor), query, rows);
        return page(call, cursor, 0);
    }

    private Reply next(Call call) {
        String locator = call.variable("locator");
        int dash = locator.lastIndexOf('-');
        Cursor cursor = dash < 0 ? null : cursors.get(locator.substring(0, dash));
        String start = locator.substring(dash + 1);
        if (cursor == null
                || !start.matches("\\d{1,9}")
                || Integer.parseInt(start) > cursor.rows().size()) {
            throw OrgException.badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(call, cursor, Integer.parseInt(start));
    }

    private Reply page(Call call, Cursor cursor, int start) {
        int end = Math.min(cursor.rows().size(), start + pageSize(call));
        boolean done = end == cursor.rows().size();
        ObjectNode body = head(cursor.rows().size(), done);
        if (done) {
            cursors.remove(cursor.id());
        } else {
            keep(cursor);
            body.put("nextRecordsUrl", call.basePath() + "/query/" + cursor.id() + "-" + end);
        }
        Projection projection = new Projection(records, cursor.query(), call.basePath());
        ArrayNode page = body.putArray("records");
        cursor.rows().subList(start, end).forEach(row -> page.add(projection.apply(row)));
        return Reply.ok(body);
    }

    private void keep(Cursor cursor) {
        cursors.put(cursor.id(), cursor);
        if (cursors.size() > MAX_CURSORS) {
            cursors.remove(cursors.keySet().iterator().next());
        }
    }

    private static ObjectNode head(int totalSize, boolean done) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("totalSize", totalSize)
                .put("done", done);
        body.putArray("records");
        return body;
    }

    private static int pageSize(Call call) {
        Matcher size =
                BATCH_SIZE.matcher(call.request().header("sforce-query-options").orElse(""));
        return size.find()
                ? Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, Integer.parseInt(size.group(1))))
                : LARGEST_PAGE;
    }
}
