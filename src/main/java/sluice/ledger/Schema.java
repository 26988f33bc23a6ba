package sluice.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Brings the tables to the newest version. The scripts are named here instead of being searched for: class path
 * scanning works neither in every packaging of Quarkus nor in a native image.
 */
final class Schema implements ResourceProvider {
    private final String folder;
    private final List<String> scripts;

    private Schema(String folder, List<String> scripts) {
        this.folder = folder;
        this.scripts = scripts;
    }

    /**
     * @param folder of the scripts, below {@code migration}
     * @param scripts their names, in order
     */
    static void migrate(DataSource database, String folder, List<String> scripts) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .resourceProvider(new Schema(folder, scripts))
                .javaMigrationClassProvider(List::of)
                .load()
                .migrate();
    }

    @Override
    public LoadableResource getResource(String name) {
        return scripts.contains(name) ? new Script(folder, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(name -> new Script(folder, name))
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String folder;
        private final String name;

        Script(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = Schema.class.getResourceAsStream("migration/" + folder + "/" + name)) {
                return new StringReader(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
