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
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Brings the tables to the newest version. The scripts are named here instead of being searched for: class path
 * scanning works neither in every packaging of Quarkus nor in a native image.
 */
final class Schema implements ResourceProvider {
    private static final List<String> SCRIPTS = List.of("V1__deliveries.sql");

    private Schema() {}

    static void migrate(String url) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(url, "", "")
                .resourceProvider(new Schema())
                .javaMigrationClassProvider(List::of)
                .load()
                .migrate();
    }

    @Override
    public LoadableResource getResource(String name) {
        return SCRIPTS.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return SCRIPTS.stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(Script::new)
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = Schema.class.getResourceAsStream("migration/sqlite/" + name)) {
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
