package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;
import sluice.event.JsText;
import sluice.salesforce.Operation;
import sluice.salesforce.RecordMatchers;
import sluice.salesforce.RecordWrite;

/** A job's CSV is uploaded to an embedded org; its result files come back and are joined. */
class BulkAgainstOrgTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OBJECT = "Subscription__c";
    private static final String KEY = "External_Id__c";
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesEveryRowTheResultOfItsRecord(boolean upserts) throws Exception {
        // Given
        Random random = new Random(7);
        List<IngestRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(random, upserts, i));
        }
        Lane lane = rows.get(0).lane("subscriptions").orElseThrow();
        CsvJob job = CsvJob.of(folder, CsvTerms.of(lane, false, Long.MAX_VALUE), rows);
        try (EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults())) {
            // When
            Calls calls = new Calls(org.url());
            String id = calls.run(lane, job.csv());
            JobResults results = new JobResults(job.manifest(), lane.keyField());
            List<RowResult> read = new ArrayList<>();
            calls.results(id, "successfulResults", csv -> successful(results, csv, read));
            calls.results(id, "failedResults", csv -> failed(results, csv, read));

            // Then
            Map<String, JsonNode> records = calls.records();
            assertThat(read).hasSize(ROWS);
            assertThat(results.missing()).isZero();
            assertThat(results.strangers()).isZero();
            assertThat(read).allSatisfy(result -> {
                ObjectNode sent = rows.get(result.deliveries().get(0).intValue() - 1)
                        .write()
                        .fields();
                if (sent.get("Amount__c").isTextual()) {
                    assertThat(((RowResult.Failed) result).failure().errorCode())
                            .isEqualTo("INVALID_FIELD");
                } else {
                    JsonNode record = records.get(((RowResult.Written) result).recordId());
                    assertThat(record.path("Name").asText(""))
                            .isEqualTo(sent.path("Name").asText(""));
                    assertThat(record.path("Amount__c").doubleValue())
                            .isEqualTo(sent.get("Amount__c").doubleValue());
                }
            });
        }
    }

    @Test
    void saysWhichFieldAnInvalidBatchDoesNotKnow() throws Exception {
        IngestRow row = insert(JSON.createObjectNode().put("Foo__c", "x"));
        Lane lane = row.lane("subscriptions").orElseThrow();
        try (EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults())) {
            Calls calls = new Calls(org.url());

            String id = calls.run(
                    lane,
                    CsvJob.of(folder, CsvTerms.of(lane, false, Long.MAX_VALUE), List.of(row))
                            .csv());

            IngestJob failed = calls.job(id);
            assertThat(failed.state()).contains(IngestJob.State.FAILED);
            assertThat(failed.isInvalidBatch()).isTrue();
            assertThat(failed.unknownField()).contains("Foo__c");
        }
    }

    /** Salesforce cuts blanks off. */
    private static String name(JsonNode record) {
        return JsText.trim(record.path("Name").asText(""));
    }

    private static void successful(JobResults results, InputStream csv, List<RowResult> to) throws IOException {
        to.addAll(results.successful(csv).next(Integer.MAX_VALUE));
    }

    private static void failed(JobResults results, InputStream csv, List<RowResult> to) throws IOException {
        to.addAll(results.failed(csv).next(Integer.MAX_VALUE));
    }

    /** Every tenth is refused; what is inserted comes several times. */
    private static IngestRow row(Random random, boolean upserts, int i) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("Name", upserts ? "n" + RandomText.of(random) : "same " + random.nextInt(20));
        if (i % 10 == 9) {
            fields.put("Amount__c", "none");
        } else {
            fields.put("Amount__c", upserts ? i + 0.5 : 1);
        }
        if (!upserts) {
            return insert(fields);
        }
        TextNode key = TextNode.valueOf("k\"," + i);
        fields.set(KEY, key);
        return IngestRow.of(new RecordWrite(
                OBJECT, Operation.UPSERT, new RecordMatchers(RecordMatchers.Operator.OR, Map.of(KEY, key)), fields));
    }

    private static IngestRow insert(ObjectNode fields) {
        return IngestRow.of(new RecordWrite(OBJECT, Operation.CREATE, RecordMatchers.NONE, fields));
    }

    private interface Reading {
        void read(InputStream csv) throws IOException;
    }

    /** What is called about a job. */
    private final class Calls {
        private static final String JOBS = "/services/data/v62.0/jobs/ingest/";
        private final URI org;
        private final String token;

        Calls(URI org) throws Exception {
            this.org = org;
            HttpRequest login = HttpRequest.newBuilder(org.resolve("/services/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=c&client_secret=s"))
                    .build();
            token = JSON.readTree(http.send(login, BodyHandlers.ofString()).body())
                    .get("access_token")
                    .textValue();
        }

        /** The id of a job that is over. */
        String run(Lane lane, String csv) throws Exception {
            String creation = IngestJob.creation(lane, Optional.empty()).toString();
            String id = IngestJob.of(json("POST", JOBS, BodyPublishers.ofString(creation), "application/json"))
                    .id();
            send("PUT", JOBS + id + "/batches", BodyPublishers.ofString(csv), "text/csv")
                    .close();
            String closing = IngestJob.change(IngestJob.State.UPLOAD_COMPLETE).toString();
            json("PATCH", JOBS + id, BodyPublishers.ofString(closing), "application/json");
            await().until(() -> job(id).isOver());
            return id;
        }

        IngestJob job(String id) throws Exception {
            return IngestJob.of(json("GET", JOBS + id, BodyPublishers.noBody(), "application/json"));
        }

        void results(String id, String file, Reading reading) throws Exception {
            try (InputStream csv = send("GET", JOBS + id + "/" + file, BodyPublishers.noBody(), "text/csv")) {
                reading.read(csv);
            }
        }

        Map<String, JsonNode> records() throws Exception {
            String path = "/embedded-org/records.json?limit=100000&object=" + OBJECT;
            Map<String, JsonNode> byId = new HashMap<>();
            Consumer<JsonNode> add = record -> byId.put(record.get("Id").textValue(), record);
            json("GET", path, BodyPublishers.noBody(), "application/json")
                    .path(OBJECT)
                    .forEach(add);
            return byId;
        }

        private JsonNode json(String method, String path, BodyPublisher body, String type) throws Exception {
            try (InputStream reply = send(method, path, body, type)) {
                return JSON.readTree(reply);
            }
        }

        private InputStream send(String method, String path, BodyPublisher body, String type) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(org.resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", type)
                    .method(method, body)
                    .build();
            return http.send(request, BodyHandlers.ofInputStream()).body();
        }
    }
}
