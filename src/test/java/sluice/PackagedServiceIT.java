package sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as its owner starts it: a process, with the project's own settings, routes and mappings. */
class PackagedServiceIT {
    private static final Duration START = Duration.ofSeconds(180);
    private static final Map<String, String> DEMO = Map.of("QUARKUS_PROFILE", "demo", "QUEUE_LISTEN", "none");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.find();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void makesARecordOfTheReadmesEventAndStopsWhenAsked() throws Exception {
        // Given
        Process service = start("service.log", DEMO);
        await().atMost(START).until(() -> isReady());

        // When
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/v1/identify"))
                        .header("Authorization", "Basic ZGVtbzo=")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"userId\":\"user-42\",\"traits\":{\"first_name\":\"Zoë\",\"last_name\":\"O'Neil\","
                                        + "\"email\":\"zoe@example.com\",\"company\":\"Acme\"}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(get("/embedded-org")).contains("zoe@example.com", "O&#39;Neil"));
        service.destroy();
        assertThat(service.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(log("service.log")).doesNotContain("zoe@example.com");
    }

    @Test
    void refusesToShareItsDataFolder() throws Exception {
        start("first.log", DEMO);
        await().atMost(START).until(() -> isReady());

        Process second = start("second.log", with(DEMO, "QUARKUS_HTTP_PORT", String.valueOf(FreePort.find())));

        assertThat(second.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(log("second.log")).contains("in use by", "data.dir");
    }

    @Test
    void saysWhatToSetWhenNoOrgIsConfigured() throws Exception {
        Process service = start("bare.log", Map.of("INGEST_WRITE_KEYS", "k", "ADMIN_TOKEN", "t"));

        assertThat(service.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isNotZero();
        assertThat(log("bare.log")).contains("salesforce.client-id and salesforce.client-secret");
    }

    @Test
    void doesNotStartTheEmbeddedOrgInProduction() throws Exception {
        Process service = start(
                "asked.log", Map.of("INGEST_WRITE_KEYS", "k", "ADMIN_TOKEN", "t", "SALESFORCE_EMBEDDED_ORG", "true"));

        assertThat(service.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isNotZero();
        assertThat(log("asked.log")).contains("at salesforce.embedded-org: expected false");
    }

    private Process start(String log, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("service.jar")).toString());
        builder.environment().put("DATA_DIR", folder.resolve("data").toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().putAll(settings);
        builder.directory(new File("."));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").contains("\"status\": \"UP\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(settings);
        more.put(name, value);
        return more;
    }
}
