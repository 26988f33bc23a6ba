package sluice;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the service on copies of the project's routes and mappings and on a data folder of its own. */
public final class TemporaryFolders implements QuarkusTestResourceLifecycleManager {
    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("sluice-test");
            copy(Path.of("routes"), folder.resolve("routes"));
            copy(Path.of("mappings"), folder.resolve("mappings"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("routes.dir", folder.resolve("routes").toString());
        settings.put("mappings.dir", folder.resolve("mappings").toString());
        settings.put("data.dir", folder.resolve("data").toString());
        settings.put("queue.url", "embedded");
        settings.put("queue.listen", "tcp://127.0.0.1:" + FreePort.find());
        settings.put("ingest.webhook-secret", "whispered");
        settings.put("retry.first-delay", "100ms");
        settings.put("uncertain.wait", "1s");
        settings.put("bulk.max-age", "10s"); // longer than the job of a full group takes
        settings.put("bulk.poll-first-delay", "50ms");
        return settings;
    }

    @Override
    public void stop() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
