package sluice.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.embeddedorg.EmbeddedOrg;
import sluice.embeddedorg.EmbeddedOrgSettings;
import sluice.embeddedorg.oauth.Credentials;

/** The files of an ingest job, to and from the embedded org. */
class FileTransferTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/services/data/v62.0/jobs/ingest";

    @TempDir
    Path folder;

    private final EmbeddedOrg org = EmbeddedOrg.start(EmbeddedOrgSettings.defaults()
            .withPort(0)
            .withCredentials(new Credentials(
                    Optional.empty(),
                    Optional.of("client-secret"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true)));
    private final TestConnection connection = new TestConnection(LoginSettings.at(org.url()));
    private Path csv;

    @BeforeEach
    void write() throws IOException {
        csv = Files.writeString(folder.resolve("rows.csv"), "LastName,Company\nDoe,Acme\n");
    }

    @AfterEach
    void close() {
        connection.close();
        org.close();
    }

    @Test
    void sendsAndFetches() throws Exception {
        String job = job();

        connection.files().upload(job + "/batches", csv);
        Path limits = Files.writeString(folder.resolve("limits.json"), "x".repeat(100_000));
        connection.files().download("/services/data/v62.0/limits", limits);

        assertThat(limits).content().contains("DailyApiRequests").doesNotContain("xxx");
        assertThat(connection.metric("salesforce.api.calls.own")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void logsInAnewAndSendsTheWholeFileAgain() throws Exception {
        String job = job();
        connection.files().download("/services/data/v62.0/limits", folder.resolve("limits.json"));
        org.expireSessions();

        connection.files().upload(job + "/batches", csv);

        SalesforceException twice = catchThrowableOfType(
                SalesforceException.class, () -> connection.files().upload(job + "/batches", csv));
        assertThat(twice.getStatusCode()).isEqualTo(400);
        assertThat(twice).hasMessageContaining("Found multiple contents");
    }

    @Test
    void tellsTheGateOfTrouble() throws Exception {
        String job = job();
        org.faults()
                .add(
                        JSON.readTree(
                                "{\"kind\":\"status\",\"status\":503,\"headers\":{\"Retry-After\":\"30\"},\"path\":\"batches\"}"));

        SalesforceException refused = catchThrowableOfType(
                SalesforceException.class, () -> connection.files().upload(job + "/batches", csv));

        assertThat(refused.getStatusCode()).isEqualTo(503);
        assertThat(connection.gate().pause()).isPresent();
    }

    @Test
    void hasNoStatusWithoutAnAnswer() throws Exception {
        String job = job();
        org.faults().add(JSON.readTree("{\"kind\":\"reset\",\"path\":\"batches\"}"));

        SalesforceException cut = catchThrowableOfType(
                SalesforceException.class, () -> connection.files().upload(job + "/batches", csv));

        assertThat(cut.getStatusCode()).isZero();
    }

    private String job() throws Exception {
        connection.logIn();
        String body = "{\"object\":\"Lead\",\"operation\":\"insert\",\"contentType\":\"CSV\",\"lineEnding\":\"LF\"}";
        HttpRequest create = HttpRequest.newBuilder(URI.create(org.url() + JOBS))
                .header("Authorization", "Bearer " + connection.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String reply = HttpClient.newHttpClient()
                .send(create, HttpResponse.BodyHandlers.ofString())
                .body();
        return JOBS + "/" + JSON.readTree(reply).path("id").textValue();
    }
}
