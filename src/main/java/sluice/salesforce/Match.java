package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** Of the records that a shared query found for one write. */
    static Match of(List<String> recordIds) {
        Set<String> ids = Set.copyOf(recordIds.stream().map(RecordId::fold).toList());
        return new Match(
                switch (recordIds.size()) {
                    case 0 -> new Found.None();
                    case 1 -> new Found.One(recordIds.get(0));
                    default -> new Found.Several(Integer.toString(recordIds.size()));
                },
                ids);
    }
}
