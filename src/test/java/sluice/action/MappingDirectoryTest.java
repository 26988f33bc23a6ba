package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingDirectoryTest {
    private static final Instant NOW = Instant.parse("2024-03-01T10:00:00Z");
    private static final String CASES = "action: case\ntrigger: type = \"track\"\nsyncMode: add\n";

    @TempDir
    private Path folder;

    private MappingDirectory directory;

    @BeforeEach
    void open() throws IOException {
        write("a.yaml", CASES);
        write("b.yaml", CASES);
        directory = open(folder);
    }

    private static MappingDirectory open(Path folder) {
        return MappingDirectory.open(
                folder, new MappingFileParser(ActionCatalog.load()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void loadsMappingFilesAndNothingElse() throws IOException {
        write("readme.md", "no mapping");
        write(".hidden.yaml", "no mapping");
        Files.createDirectory(folder.resolve("sub.yaml"));

        directory.reload();

        assertThat(names()).containsExactly("a", "b");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void changesNothingWhileNothingChanges() {
        Mapping before = directory.mappings().named("a").orElseThrow();

        MappingChanges changes = directory.reload();

        assertThat(changes.isEmpty()).isTrue();
        assertThat(directory.mappings().named("a")).containsSame(before);
    }

    @Test
    void takesUpEditedAddedAndDeletedFiles() throws IOException {
        write("a.yaml", CASES.replace("track", "page"));
        write("c.json", "{\"action\": \"case\", \"trigger\": \"type = \\\"page\\\"\", \"syncMode\": \"add\"}");
        Files.delete(folder.resolve("b.yaml"));

        MappingChanges changes = directory.reload();

        assertThat(changes).isEqualTo(new MappingChanges(Set.of("c"), Set.of("a"), Set.of("b")));
        assertThat(names()).containsExactly("a", "c");
        assertThat(directory.mappings().named("a").orElseThrow().trigger().text())
                .isEqualTo("type = \"page\"");
    }

    @Test
    void keepsTheLastGoodVersionOfABrokenFileAndSaysWhatIsWrong() throws IOException {
        write("a.yaml", CASES + "trigger: 5\n");

        MappingChanges changes = directory.reload();

        assertThat(changes.isEmpty()).isTrue();
        assertThat(names()).containsExactly("a", "b");
        assertThat(directory.problems())
                .extracting(MappingProblem::toString)
                .contains("a.yaml:4 at /trigger: expected each member once, was twice");
    }

    @Test
    void takesUpAMendedFile() throws IOException {
        write("a.yaml", "action: [");
        directory.reload();
        write("a.yaml", CASES.replace("track", "page"));

        MappingChanges changes = directory.reload();

        assertThat(changes.changed()).containsExactly("a");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void seesAnEditThatTimeAndSizeDoNotShow() throws IOException {
        write("a.yaml", CASES.replace("track", "group"));
        directory.reload();
        FileTime time = Files.getLastModifiedTime(folder.resolve("a.yaml"));
        write("a.yaml", CASES.replace("track", "alias"));
        Files.setLastModifiedTime(folder.resolve("a.yaml"), time);

        assertThat(directory.reload().changed()).containsExactly("a");
    }

    @Test
    void refusesANameThatAnotherFileHas() throws IOException {
        write("a.yaml", "name: b\n" + CASES);

        MappingChanges changes = directory.reload();

        assertThat(changes.isEmpty()).isTrue();
        assertThat(directory.problems())
                .extracting(MappingProblem::toString)
                .containsExactly("a.yaml:1 at /name: expected a name that no other file has, was that of b.yaml");
        Files.delete(folder.resolve("b.yaml"));
        assertThat(directory.reload().removed()).containsExactly("a");
        assertThat(names()).containsExactly("b");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void keepsAllWhileTheFolderCannotBeRead() throws IOException {
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-moved");
        Files.move(folder, elsewhere);

        MappingChanges changes = directory.reload();

        assertThat(changes.isEmpty()).isTrue();
        assertThat(names()).containsExactly("a", "b");
        assertThat(directory.problems()).singleElement().asString().contains("expected a folder that can be read");
        Files.move(elsewhere, folder);
        directory.reload();
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void doesNotOpenWithABrokenFile() throws IOException {
        write("a.yaml", CASES + "x: 1\ny: 2\n");
        write("b.yaml", "action: nothing\n");

        var broken = catchThrowableOfType(BrokenMappingsException.class, () -> open(folder));

        assertThat(broken.problems())
                .extracting(problem -> problem.file() + ":" + problem.line())
                .containsExactly("a.yaml:4", "a.yaml:5", "b.yaml:1");
    }

    @Test
    void doesNotOpenAFolderThatIsNotThere() {
        var broken = catchThrowableOfType(BrokenMappingsException.class, () -> open(folder.resolve("none")));

        assertThat(broken).hasMessageContaining("expected a folder that can be read, was NoSuchFileException");
    }

    private Set<String> names() {
        return directory.mappings().all().stream().map(Mapping::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
