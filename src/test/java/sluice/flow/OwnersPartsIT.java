package sluice.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.TemporaryFolders;

/** An owner's routes use the components that ship with the service, without a build. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class OwnersPartsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "routes.dir")
    Path routes;

    @TempDir
    Path folder;

    @AfterEach
    void tidy() throws IOException {
        Files.deleteIfExists(routes.resolve("parts.yaml"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(send("/parts", "").statusCode()).isEqualTo(404));
    }

    @Test
    void copiesToAnotherServiceOverHttp() throws IOException {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            try (exchange) {
                received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        other.start();
        try {
            deploy(
                    """
                    - removeHeaders: { pattern: CamelHttp* }
                    - to: { uri: "http:localhost:%d/copy" }
                    """
                            .formatted(other.getAddress().getPort()));

            assertThat(send("/parts", "{\"type\":\"track\"}").statusCode()).isEqualTo(204);

            assertThat(received).contains("{\"type\":\"track\"}");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void writesToADatabaseThatTheFileNames() throws IOException, SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("warehouse.sqlite");
        try (Connection database = DriverManager.getConnection(url);
                var statement = database.createStatement()) {
            statement.execute("create table seen (body text)");
        }
        deploy(
                """
                - convertBodyTo: { type: java.lang.String }
                - to: { uri: "sql:insert into seen values (:#${body})", parameters: { dataSource: "#warehouse" } }
                """,
                """
                - beans:
                    - name: warehouse
                      type: org.sqlite.SQLiteDataSource
                      properties: { url: "%s" }
                """
                        .formatted(url));

        assertThat(send("/parts", "one event").statusCode()).isEqualTo(200);

        try (Connection database = DriverManager.getConnection(url);
                var statement = database.createStatement();
                ResultSet seen = statement.executeQuery("select body from seen where body <> ''")) {
            assertThat(seen.next()).as("a row was written").isTrue();
            assertThat(seen.getString(1)).isEqualTo("one event");
        }
    }

    /** No broker is there to try more with. */
    @Test
    void takesARouteThatNamesKafka() throws IOException {
        deploy(
                """
                - setBody: { constant: loaded }
                """,
                """
                - route:
                    id: receive-kafka
                    description: Events from a topic, copied to another
                    autoStartup: false
                    from:
                      uri: kafka:events
                      parameters: { brokers: "localhost:1" }
                      steps:
                        - bean: { ref: plainEvents, method: read }
                        - to: { uri: "kafka:copies", parameters: { brokers: "localhost:1" } }
                        - to: direct:select-actions
                """);

        assertThat(send("/parts", "").asString()).isEqualTo("loaded");
    }

    private void deploy(String steps, String... beside) throws IOException {
        String route =
                """
                - route:
                    id: parts
                    description: Hands on what comes
                    from:
                      uri: platform-http:/parts
                      steps:
                """
                        + steps.indent(8);
        Files.writeString(routes.resolve("parts.yaml"), String.join("", beside) + route);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(send("/parts", "").statusCode()).isLessThan(300));
    }

    private static Response send(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }
}
