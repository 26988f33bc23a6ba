package sluice.flow.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The {@code *.yaml} files of a folder, not of those below it; hidden ones, as editors leave them, do not count. */
record RouteFolder(Path path) {
    /**
     * @return text by file name
     * @throws UncheckedIOException when the folder or a file in it cannot be read, or is not UTF-8
     */
    SortedMap<String, String> read() {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Path file : files()) {
            try {
                texts.put(file.getFileName().toString(), Files.readString(file));
            } catch (NoSuchFileException gone) {
                // Deleted since it was listed.
                texts.remove(file.getFileName().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": expected readable text in UTF-8, was " + e.getMessage(), e);
            }
        }
        return texts;
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> isRouteFile(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("routes.dir: expected a readable folder, was " + path, e);
        }
    }

    private static boolean isRouteFile(String name) {
        return name.endsWith(".yaml") && !name.startsWith(".");
    }
}
