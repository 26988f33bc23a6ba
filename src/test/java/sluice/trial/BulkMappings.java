package sluice.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The batching mappings of {@link BulkWorkload}, for jobs of any size. */
public final class BulkMappings {
    private static final Path FILES = Path.of("src/test/resources/sluice/trial/bulk");

    private BulkMappings() {}

    /** Writes them for jobs of so many rows; their folder. */
    public static Path of(Path folder, int batchSize) {
        Path mappings = folder.resolve("bulk-mappings");
        try (Stream<Path> files = Files.list(FILES)) {
            Files.createDirectories(mappings);
            for (Path file : files.toList()) {
                String text = Files.readString(file).replace("batch_size: 5000", "batch_size: " + batchSize);
                Files.writeString(mappings.resolve(file.getFileName()), text);
            }
            return mappings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
