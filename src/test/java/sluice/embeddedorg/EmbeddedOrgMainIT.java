package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedOrgMainIT {
    @Test
    @Timeout(180)
    void runsAsAProcessOfItsOwn() throws Exception {
        Process process = new ProcessBuilder(java(), "-cp", classPath(), EmbeddedOrgMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            URI url = URI.create(output.readLine());

            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(url.resolve("/embedded-org")).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<h1>Embedded org</h1>");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        Path app = Path.of(System.getProperty("service.jar")).getParent();
        return Stream.of("app", "lib/main", "lib/boot")
                .map(folder -> app.resolve(folder) + "/*")
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
