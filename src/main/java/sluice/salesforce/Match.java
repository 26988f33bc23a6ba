package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a lookup found, with the ids of all records that it found.
 *
 * @param recordIds in their 18 characters
 */
record Match(Found found, Set<String> recordIds) {
    Match {
        recordIds = Set.copyOf(recordIds);
    }

    /** Of the answer to a query for one write. */
    static Match in(JsonNode reply) {
        Set<String> ids = new HashSet<>();
        reply.path("records")
                .forEach(row -> ids.add(RecordId.fold(row.path("Id").asText())));
        return new Match(Found.in(reply), ids);
    }

    /** Of the rows that a shared query found for one write, by their ids. */
    static Match of(Map<String, JsonNode> rows) {
        Set<String> ids = rows.keySet().stream().map(RecordId::fold).collect(Collectors.toSet());
        return new Match(
                switch (rows.size()) {
                    case 0 -> new Found.None();
                    case 1 -> one(rows.entrySet().iterator().next());
                    default -> new Found.Several(Integer.toString(rows.size()));
                },
                ids);
    }

    private static Found one(Map.Entry<String, JsonNode> row) {
        return new Found.One(row.getKey(), row.getValue());
    }
}
