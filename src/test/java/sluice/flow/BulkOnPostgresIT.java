package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import sluice.SharedStore;
import sluice.TemporaryFolders;
import sluice.action.Mapping;
import sluice.action.MappingDirectory;
import sluice.flow.select.Placements;
import sluice.ledger.EventBody;
import sluice.ledger.GroupTerms;
import sluice.ledger.JobClaim;
import sluice.ledger.JobStep;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;
import sluice.ledger.NewDelivery;
import sluice.ledger.OpenGroup;
import sluice.ledger.Placement;
import sluice.ledger.PostgresServer;
import sluice.ledger.StoreAddress;

/** The groups of rows and the steps of their jobs on a ledger in PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@WithTestResource(SharedStore.class)
class BulkOnPostgresIT extends BulkLife {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(1);
    private static final String JOB =
            """
            {"object": "Lead", "operation": "upsert", "externalIdFieldName": "External_Id__c", "contentType": "CSV",
             "lineEnding": "LF", "columnDelimiter": "COMMA"}""";

    @Inject
    CamelContext camel;

    @Inject
    MappingDirectory directory;

    /** One for each step that the ledger has. */
    static Stream<String> faults() {
        return Stream.of(
                "{'kind':'reset','at':'after','method':'POST','path':'jobs/ingest$'}",
                "{'kind':'reset','method':'PUT','path':'batches$'}",
                "{'kind':'reset','at':'after','method':'PATCH','path':'jobs/ingest'}",
                "{'kind':'reset','method':'GET','path':'successfulResults'}",
                "{'kind':'job','afterRows':3}");
    }

    @Test
    void finishesWhatAReplicaThatIsGoneHadBegun() throws Exception {
        deploy(UPSERT.formatted(5));
        String open =
                org().body(JOB).post(JOBS).then().statusCode(200).extract().path("id");

        // Given
        camel.getRouteController().stopRoute("write-batches");
        camel.getRouteController().stopRoute("send-jobs");
        try (Ledger gone = replica()) {
            JobClaim created = intended(gone, 0);
            gone.groups().step(created, new JobStep.Created(open)).orElseThrow();
            intended(gone, 1);
            claimed(gone, 2);
            completed(gone, 3);
            collected(gone, 4);
        }
        lapseLeases();

        // When
        camel.getRouteController().startRoute("write-batches");
        camel.getRouteController().startRoute("send-jobs");

        // Then
        awaitSent(5);
        assertThat(leads()).hasSize(5);
        assertThat(jobs().<List<Integer>>path("items.rows")).containsExactly(1, 1, 1, 1, 1);
        assertThat(openJobs()).isEmpty();
    }

    /** Beside the service, on its store. */
    private static Ledger replica() {
        StoreAddress store = new StoreAddress.Server(PostgresServer.running().url(), "", "");
        return Ledger.open(new LedgerSettings(store, "gone", LEASE, LONG, 1_000_000, LONG, LONG), Clock.systemUTC());
    }

    /** As if their time was over. */
    private static void lapseLeases() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.running().url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update bulk_group set lease_until = 0 where state < 8");
        }
    }

    private OpenGroup collected(Ledger by, int person) throws IOException {
        Mapping deployed = directory.mappings().named(mapping).orElseThrow();
        JsonNode event = JSON.readTree(person(person));
        String messageId = unique + person;
        Placement placement = Placements.of(deployed, event, messageId);
        by.append(List.of(new NewDelivery(
                        "test", messageId, mapping, "lead", EventBody.of(event.toString()), placement, Instant.now())))
                .join();
        GroupTerms terms = new GroupTerms(
                mapping, deployed.version(), deployed.definitionText(), 5, 10_000, deployed.mergesSameRecord());
        return by.groups()
                .claim(placement.lane().orElseThrow(), terms, 5)
                .orElseThrow()
                .group();
    }

    private String completed(Ledger by, int person) throws IOException {
        OpenGroup group = collected(by, person);
        String exchange = unique + "-" + group.id();
        assertThat(by.groups().complete(group.id(), exchange)).isTrue();
        return exchange;
    }

    private JobClaim claimed(Ledger by, int person) throws IOException {
        by.groups().ready(completed(by, person));
        return by.groups().claimJob().orElseThrow();
    }

    private JobClaim intended(Ledger by, int person) throws IOException {
        return by.groups().step(claimed(by, person), new JobStep.Intended()).orElseThrow();
    }
}
