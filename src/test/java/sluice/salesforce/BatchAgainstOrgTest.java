package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;

/**
 * 300 creates, updates, upserts, adds and deletes that touch each other in every way, written one after the other into
 * one embedded org, and in batches such as the ledger claims into another: the results and the records are the same.
 */
class BatchAgainstOrgTest {
    private static final int WRITES = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesTogetherWhatItWouldWriteOneAfterTheOther(long seed) {
        List<RecordWrite> writes = writes(new Random(seed));
        try (EmbeddedOrg one = EmbeddedOrg.start(EmbeddedOrgSettings.defaults());
                EmbeddedOrg many = EmbeddedOrg.start(EmbeddedOrgSettings.defaults())) {
            // When
            OrgClient alone = new OrgClient(one.url());
            List<String> expected = new ArrayList<>();
            writes.forEach(write -> expected.addAll(write(alone, List.of(write))));
            OrgClient together = new OrgClient(many.url());
            List<String> results = new ArrayList<>();
            claims(writes).forEach(claim -> results.addAll(write(together, claim)));

            // Then
            assertThat(results).isEqualTo(expected);
            assertThat(records(together)).isEqualTo(records(alone));
            assertThat(together.calls()).isLessThan(alone.calls() / 2);
        }
    }

    private static List<RecordWrite> writes(Random random) {
        List<RecordWrite> writes = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
            writes.add(new RecordWrite("Contact", operation, matchers(random), fields(random, i)));
        }
        return writes;
    }

    private static RecordMatchers matchers(Random random) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        int which = random.nextInt(10);
        if (which < 6) {
            all.put("Email", email(random));
        }
        if (which > 3 && which < 9) {
            all.put("External_Id__c", key(random));
        }
        if (which == 9) {
            all.put("email", email(random)).put("Birthdate", "not a date");
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        all.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        boolean and = random.nextInt(4) == 0;
        return new RecordMatchers(and ? RecordMatchers.Operator.AND : RecordMatchers.Operator.OR, fields);
    }

    private static ObjectNode fields(Random random, int i) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("LastName", "n" + i);
        if (random.nextBoolean()) {
            fields.put("Email", random.nextInt(20) == 0 ? "none" : email(random));
        }
        if (random.nextInt(6) == 0) {
            fields.put("External_Id__c", key(random));
        }
        if (random.nextInt(10) == 0) {
            fields.putObject("ReportsTo").put("External_Id__c", key(random));
        }
        if (random.nextInt(25) == 0) {
            fields.put("Nonsense__c", 1);
        }
        return fields;
    }

    private static String email(Random random) {
        String email = "e%d@x.test".formatted(random.nextInt(120));
        return random.nextInt(5) == 0 ? email.toUpperCase(java.util.Locale.ROOT) : email;
    }

    private static String key(Random random) {
        return "k" + random.nextInt(120);
    }

    /** Up to 200 in order, as long as no two share a record key. */
    private static List<List<RecordWrite>> claims(List<RecordWrite> writes) {
        List<List<RecordWrite>> claims = new ArrayList<>();
        List<RecordWrite> claim = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (RecordWrite write : writes) {
            List<String> its = RecordKeys.of(write);
            if (claim.size() == 200 || its.stream().anyMatch(keys::contains)) {
                claims.add(claim);
                claim = new ArrayList<>();
                keys.clear();
            }
            claim.add(write);
            keys.addAll(its);
        }
        claims.add(claim);
        return claims;
    }

    /** What came of each, without record ids: those differ between the orgs. */
    private static List<String> write(OrgClient org, List<RecordWrite> claim) {
        Batch batch = Batch.of(claim.stream().map(Plan::of).toList());
        for (var call = batch.next(); call.isPresent(); call = batch.next()) {
            org.send(batch, call.get());
        }
        List<String> results = new ArrayList<>();
        for (int i = 0; i < claim.size(); i++) {
            results.add(claim.get(i) + " → " + told(batch.result(i).orElseThrow()));
        }
        return results;
    }

    private static String told(WriteResult result) {
        if (result instanceof WriteResult.Written written) {
            return "written " + written.created() + " " + written.httpStatus();
        }
        if (result instanceof WriteResult.Skipped skipped) {
            return "skipped " + skipped.skip().httpStatus();
        }
        Failure failure = ((WriteResult.Failed) result).failure();
        return "failed %d %s %s".formatted(failure.httpStatus(), failure.errorCode(), failure.kind());
    }

    /** The records with the names of those they report to instead of ids. */
    private static Set<String> records(OrgClient org) {
        JsonNode rows = org.records("Contact");
        Map<String, String> names = new HashMap<>();
        rows.forEach(
                row -> names.put(row.path("Id").asText(), row.path("LastName").asText()));
        Set<String> records = new TreeSet<>();
        for (JsonNode row : rows) {
            records.add(String.join(
                    " ",
                    row.path("LastName").asText(),
                    row.path("Email").asText(),
                    row.path("External_Id__c").asText(),
                    names.getOrDefault(row.path("ReportsToId").asText(), "nobody")));
        }
        assertThat(records).hasSize(rows.size());
        return records;
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
