package sluice.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import sluice.event.Fault;

/**
 * A folder of mapping files ({@code *.yaml}, {@code *.yml}, {@code *.json}; no subfolders, no hidden files) and the
 * mappings in it. Whoever holds it calls {@link #reload()} from time to time. Thread-safe.
 *
 * <p>Once open it never gets worse by a broken edit: a file that is no longer in order keeps its last good mapping, and
 * a folder that cannot be read keeps all. The mapping of a deleted file goes.
 */
public final class MappingDirectory {
    private static final Logger LOG = Logger.getLogger(MappingDirectory.class);

    private final Path directory;
    private final MappingFileParser parser;
    private final Clock clock;
    private Map<String, MappingFile> files = Map.of();
    private volatile MappingSet mappings = MappingSet.EMPTY;
    private volatile List<MappingListing> listings = List.of();
    private volatile List<MappingProblem> problems = List.of();
    private volatile List<MappingWarning> warnings = List.of();

    private MappingDirectory(Path directory, MappingFileParser parser, Clock clock) {
        this.directory = directory;
        this.parser = parser;
        this.clock = clock;
    }

    /**
     * Opens the folder and loads all of its files.
     *
     * @throws BrokenMappingsException if the folder cannot be read or a file is not in order: with every problem of
     *     every file
     */
    public static MappingDirectory open(Path directory, MappingFileParser parser, Clock clock) {
        MappingDirectory opened = new MappingDirectory(directory, parser, clock);
        opened.load();
        if (!opened.problems.isEmpty()) {
            throw new BrokenMappingsException(opened.problems);
        }
        opened.warnings.forEach(LOG::warn);
        return opened;
    }

    /** The mappings as of the last reload. */
    public MappingSet mappings() {
        return mappings;
    }

    /** The files as of the last reload, by name. */
    public List<MappingListing> listings() {
        return listings;
    }

    /** What is wrong with the files as of the last reload. */
    public List<MappingProblem> problems() {
        return problems;
    }

    /** Which mappings do not go together as of the last reload; none of them is kept from working. */
    public List<MappingWarning> warnings() {
        return warnings;
    }

    /** Takes up edited, added and deleted files. New problems and warnings are logged, once each. */
    public synchronized MappingChanges reload() {
        MappingSet before = mappings;
        List<MappingProblem> known = problems;
        List<MappingWarning> warned = warnings;
        load();
        problems.stream()
                .filter(problem -> !known.contains(problem))
                .forEach(problem -> LOG.errorf("%s (what was good before goes on)", problem));
        if (problems.isEmpty() && !known.isEmpty()) {
            LOG.info("all mapping files are in order again");
        }
        warnings.stream().filter(warning -> !warned.contains(warning)).forEach(LOG::warn);
        MappingChanges changes = MappingChanges.between(before, mappings);
        if (!changes.isEmpty()) {
            LOG.infof(
                    "mappings reloaded: added %s, changed %s, removed %s",
                    changes.added(), changes.changed(), changes.removed());
        }
        return changes;
    }

    private synchronized void load() {
        Map<String, MappingFile> read = new TreeMap<>();
        try {
            for (Path file : list()) {
                String name = file.getFileName().toString();
                read.put(name, read(file, name));
            }
        } catch (IOException e) {
            problems = List.of(new MappingProblem(
                    directory.toString(),
                    1,
                    new Fault("", "a folder that can be read", e.getClass().getSimpleName())));
            return;
        }
        settleNames(read);
        mappings = MappingSet.of(
                read.values().stream().flatMap(file -> file.good().stream()).toList());
        listings = read.entrySet().stream()
                .map(file -> new MappingListing(
                        file.getKey(), file.getValue().good(), file.getValue().problems()))
                .toList();
        warnings = MappingCheck.warnings(mappings.all());
        problems =
                read.values().stream().flatMap(file -> file.problems().stream()).toList();
        files = read;
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(MappingDirectory::isMappingFile).sorted().toList();
        }
    }

    private static boolean isMappingFile(Path file) {
        String name = file.getFileName().toString();
        boolean hasEnding = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return hasEnding && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private MappingFile read(Path file, String name) {
        Optional<MappingFile> before = Optional.ofNullable(files.get(name))
                .filter(old -> old.problems().isEmpty());
        try {
            Stamp stamp = Stamp.of(file, clock.instant());
            if (before.isPresent() && before.get().stamp().provesUnchanged(stamp)) {
                return before.get();
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return before.filter(old -> old.text().equals(text))
                    .map(old -> old.at(stamp))
                    .orElseGet(() -> parse(name, stamp, text));
        } catch (IOException e) {
            Fault fault = new Fault(
                    "", "a file of UTF-8 text that can be read", e.getClass().getSimpleName());
            return new MappingFile(Stamp.NONE, "", goodBefore(name), List.of(new MappingProblem(name, 1, fault)));
        }
    }

    private MappingFile parse(String name, Stamp stamp, String text) {
        try {
            return new MappingFile(stamp, text, Optional.of(parser.parse(text, name)), List.of());
        } catch (BrokenMappingsException e) {
            return new MappingFile(stamp, text, goodBefore(name), e.problems());
        }
    }

    /** One mapping per name: that of the file which had the name before, else that of the first file. */
    private void settleNames(Map<String, MappingFile> read) {
        Map<String, String> owners = new HashMap<>();
        read.forEach((name, file) -> file.good()
                .filter(mapping -> isNamed(goodBefore(name), mapping.name()))
                .ifPresent(mapping -> owners.putIfAbsent(mapping.name(), name)));
        read.forEach((name, file) -> file.good().ifPresent(mapping -> owners.putIfAbsent(mapping.name(), name)));
        read.replaceAll((name, file) -> {
            String owner =
                    file.good().map(mapping -> owners.get(mapping.name())).orElse(name);
            return owner.equals(name) ? file : withoutName(name, file, owner, owners);
        });
    }

    private MappingFile withoutName(String name, MappingFile file, String owner, Map<String, String> owners) {
        Fault fault = new Fault("/name", "a name that no other file has", "that of " + owner);
        Optional<Mapping> good = goodBefore(name).filter(mapping -> !owners.containsKey(mapping.name()));
        return new MappingFile(file.stamp(), file.text(), good, List.of(new MappingProblem(name, 1, fault)));
    }

    private Optional<Mapping> goodBefore(String file) {
        return Optional.ofNullable(files.get(file)).flatMap(MappingFile::good);
    }

    private static boolean isNamed(Optional<Mapping> mapping, String name) {
        return mapping.filter(known -> known.name().equals(name)).isPresent();
    }
}
