package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which calls came: counts by kind, and the last ones in full. Safe for threads. */
public final class CallJournal {
    private static final int MAX_BODY_CHARACTERS = 16_384;

    private final int size;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<Entry> recent = new ArrayDeque<>();

    /** @param size how many calls are kept in full; 0 keeps counts only */
    public CallJournal(int size) {
        this.size = size;
    }

    /**
     * One call.
     *
     * @param kind {@code upsert}
     * @param path without the query
     * @param headers those that begin with {@code sforce-}, by name in small letters
     * @param body cut after 16,384 characters; empty for tokens and uploads
     * @param status 0 if the connection was closed without an answer
     */
    public record Entry(
            String kind,
            String method,
            String path,
            String query,
            Map<String, String> headers,
            String body,
            int status) {
        public Entry {
            headers = Map.copyOf(headers);
            body = body.length() > MAX_BODY_CHARACTERS ? body.substring(0, MAX_BODY_CHARACTERS) : body;
        }
    }

    public synchronized void add(Entry entry) {
        counts.merge(entry.kind(), 1L, Long::sum);
        if (size > 0) {
            recent.add(entry);
            if (recent.size() > size) {
                recent.remove();
            }
        }
    }

    /** Whether {@link Entry#body} will be looked at at all. */
    public boolean keepsBodies() {
        return size > 0;
    }

    public synchronized void clear() {
        counts.clear();
        recent.clear();
    }

    /** By kind. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The oldest first. */
    public synchronized List<Entry> recent() {
        return List.copyOf(recent);
    }

    /** {@code {"counts": {"create": 1}, "recent": [{"kind", "method", "path", "query", "body", "status", "headers"}]}}; headers where there are. */
    public synchronized JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode byKind = json.putObject("counts");
        counts.forEach(byKind::put);
        ArrayNode list = json.putArray("recent");
        for (Entry entry : recent) {
            ObjectNode call = list.addObject()
                    .put("kind", entry.kind())
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("query", entry.query())
                    .put("body", entry.body())
                    .put("status", entry.status());
            if (!entry.headers().isEmpty()) {
                entry.headers().forEach(call.putObject("headers")::put);
            }
        }
        return json;
    }
}
