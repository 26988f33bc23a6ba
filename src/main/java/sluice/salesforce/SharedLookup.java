package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One query for the lookups of several writes, page by page, and the joining of its rows to the writes.
 *
 * @param rows of the pages that came already
 * @param nextPage where the next is; empty before the first
 */
record SharedLookup(LookupForm form, List<BatchItem> items, List<JsonNode> rows, Optional<String> nextPage)
        implements BatchStep {
    /** The rows of one full page (REST API Developer Guide, "Query"); more are not fetched. */
    private static final int MAX_ROWS = 2_000;

    private static final String PAGES = "/services/data/";

    SharedLookup {
        items = List.copyOf(items);
        rows = List.copyOf(rows);
    }

    static SharedLookup of(LookupForm form, List<BatchItem> items) {
        return new SharedLookup(form, items, List.of(), Optional.empty());
    }

    @Override
    public BatchCall call() {
        return nextPage.<BatchCall>map(BatchCall.NextPage::new)
                .orElseGet(() -> new BatchCall.Query(
                        form.soql(items.stream().map(BatchItem::write).toList())));
    }

    @Override
    public List<BatchStep> answered(int httpStatus, JsonNode reply) {
        List<JsonNode> all = new ArrayList<>(rows);
        reply.path("records").forEach(all::add);
        int total = reply.path("totalSize").asInt(-1);
        String next = reply.path("nextRecordsUrl").asText("");
        if (total > all.size() && total <= MAX_ROWS && next.startsWith(PAGES)) {
            return List.of(new SharedLookup(form, items, all, Optional.of(next)));
        }
        return total == all.size() && join(all) ? List.of() : eachAlone();
    }

    @Override
    public List<BatchStep> eachAlone() {
        return items.stream().<BatchStep>map(LookupOfOne::new).toList();
    }

    /** False when a row is of no write: then Salesforce compares otherwise than we do, and no answer can be trusted. */
    private boolean join(List<JsonNode> all) {
        Map<String, List<BatchItem>> byKey = new HashMap<>();
        Map<BatchItem, Map<String, JsonNode>> found = new LinkedHashMap<>();
        for (BatchItem item : items) {
            found.put(item, new LinkedHashMap<>());
            form.keys(item.write()).forEach(key -> byKey.computeIfAbsent(key, none -> new ArrayList<>())
                    .add(item));
        }
        for (JsonNode row : all) {
            String id = row.path("Id").asText("");
            List<BatchItem> owners = form.keys(row).stream()
                    .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
                    .toList();
            if (owners.isEmpty() || id.isEmpty()) {
                return false;
            }
            owners.forEach(owner -> found.get(owner).put(id, row));
        }
        found.forEach((item, rowsById) -> item.found(Match.of(rowsById)));
        return true;
    }
}
