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
 * Creates, updates, upserts, adds and deletes that touch each other in every way, written one after the other into one
 * embedded org, and in batches such as the ledger claims into another: the results and the records are the same.
 */
class BatchAgainstOrgTest {
    private static final String NO_ACCOUNT = "001gK0000000zzz";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesTogetherWhatItWouldWriteOneAfterTheOther(long seed) {
        try (TwoOrgs orgs = new TwoOrgs()) {
            orgs.compare(claims(new Many(new Random(seed)).writes(300), 200));

            assertThat(orgs.together.calls()).isLessThan(orgs.alone.calls() / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void keepsTheOrderInSmallBatchesThatAreFullOfConflicts(long seed) {
        try (TwoOrgs orgs = new TwoOrgs()) {
            orgs.compare(claims(new Few(new Random(seed)).writes(480), 8));
        }
    }

    /** One to write into alone, one together. */
    private static final class TwoOrgs implements AutoCloseable {
        private final EmbeddedOrg one = EmbeddedOrg.start(EmbeddedOrgSettings.defaults());
        private final EmbeddedOrg many = EmbeddedOrg.start(EmbeddedOrgSettings.defaults());
        private final OrgClient alone = new OrgClient(one.url());
        private final OrgClient together = new OrgClient(many.url());

        void compare(List<List<RecordWrite>> claims) {
            for (List<RecordWrite> claim : claims) {
                List<String> expected = new ArrayList<>();
                claim.forEach(write -> expected.addAll(write(alone, List.of(write))));
                assertThat(write(together, claim)).isEqualTo(expected);
            }
            assertThat(records(together)).isEqualTo(records(alone));
        }

        @Override
        public void close() {
            one.close();
            many.close();
        }
    }

    /** Random writes; their values are drawn by the kinds. */
    private abstract static class RandomWrites {
        final Random random;
        int number;

        RandomWrites(Random random) {
            this.random = random;
        }

        List<RecordWrite> writes(int count) {
            List<RecordWrite> writes = new ArrayList<>();
            for (number = 0; number < count; number++) {
                writes.add(new RecordWrite("Contact", operation(), matchers(), fields()));
            }
            return writes;
        }

        private RecordMatchers matchers() {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            int which = random.nextInt(10);
            if (which < 6) {
                all.put("Email", email());
            }
            if (which > 3 && which < 9) {
                all.put("External_Id__c", key());
            }
            if (which == 9) {
                all.put("email", email()).put("Birthdate", "not a date");
            }
            Map<String, JsonNode> fields = new TreeMap<>();
            all.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            boolean and = random.nextInt(4) == 0;
            return new RecordMatchers(and ? RecordMatchers.Operator.AND : RecordMatchers.Operator.OR, fields);
        }

        private ObjectNode fields() {
            ObjectNode fields = JsonNodeFactory.instance.objectNode().put("LastName", "n" + number);
            if (writesEmail()) {
                fields.put("Email", random.nextInt(20) == 0 ? "none" : email());
            }
            if (random.nextInt(6) == 0) {
                fields.put("External_Id__c", newKey());
            }
            if (random.nextInt(10) == 0) {
                fields.putObject("ReportsTo").put("External_Id__c", key());
            }
            if (random.nextInt(25) == 0) {
                fields.put("Nonsense__c", 1);
            }
            if (random.nextInt(25) == 0) {
                fields.put("AccountId", NO_ACCOUNT);
            }
            return fields;
        }

        private String email() {
            String email = "e%s@x.test".formatted(person());
            return random.nextInt(5) == 0 ? email.toUpperCase(java.util.Locale.ROOT) : email;
        }

        final Operation anyOperation() {
            return Operation.values()[random.nextInt(Operation.values().length)];
        }

        abstract Operation operation();

        abstract boolean writesEmail();

        abstract String person();

        /** By which a record may be found. */
        abstract String key();

        /** That a record gets. */
        abstract String newKey();
    }

    /** So many values that few writes touch each other. */
    private static final class Many extends RandomWrites {
        Many(Random random) {
            super(random);
        }

        @Override
        Operation operation() {
            return anyOperation();
        }

        @Override
        boolean writesEmail() {
            return random.nextBoolean();
        }

        @Override
        String person() {
            return Integer.toString(random.nextInt(120));
        }

        @Override
        String key() {
            return "k" + random.nextInt(120);
        }

        @Override
        String newKey() {
            return key();
        }
    }

    /**
     * A few new records, then writes that take each other's e-mail addresses. No key is given twice: which of two gets it
     * depends on the order of the calls.
     */
    private static final class Few extends RandomWrites {
        private static final int RECORDS = 6;
        private static final int BLOCK = 2 * RECORDS;

        Few(Random random) {
            super(random);
        }

        private boolean isNew() {
            return number % BLOCK < RECORDS;
        }

        @Override
        Operation operation() {
            return isNew() ? Operation.CREATE : random.nextBoolean() ? Operation.UPDATE : anyOperation();
        }

        @Override
        boolean writesEmail() {
            return isNew() || random.nextInt(4) > 0;
        }

        @Override
        String person() {
            return number / BLOCK + "-" + (isNew() ? number % BLOCK : random.nextInt(RECORDS));
        }

        @Override
        String key() {
            return "k" + (number / BLOCK * BLOCK + random.nextInt(BLOCK));
        }

        @Override
        String newKey() {
            return "k" + number;
        }
    }

    /** In order, as long as no two share a record key. */
    private static List<List<RecordWrite>> claims(List<RecordWrite> writes, int most) {
        List<List<RecordWrite>> claims = new ArrayList<>();
        List<RecordWrite> claim = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (RecordWrite write : writes) {
            List<String> its = RecordKeys.of(write);
            if (claim.size() == most || its.stream().anyMatch(keys::contains)) {
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
