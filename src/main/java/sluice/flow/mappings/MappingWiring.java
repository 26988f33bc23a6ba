package sluice.flow.mappings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.action.ActionCatalog;
import sluice.action.MappingDirectory;
import sluice.action.MappingFileParser;

/** Makes the parts that load mappings known to whoever needs them. */
@Singleton
final class MappingWiring {
    @Produces
    @Singleton
    MappingFileParser parser() {
        return new MappingFileParser(ActionCatalog.load());
    }

    @Produces
    @Singleton
    MappingDirectory directory(
            @ConfigProperty(name = "mappings.dir") Path directory, MappingFileParser parser, Clock clock) {
        return MappingDirectory.open(directory, parser, clock);
    }
}
