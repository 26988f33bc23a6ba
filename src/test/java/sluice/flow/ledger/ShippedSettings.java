package sluice.flow.ledger;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The settings of {@code application.properties}, but for some. */
public final class ShippedSettings {
    private ShippedSettings() {}

    public static BulkSettings bulk(Map<String, String> others) {
        try {
            return new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(
                                    Path.of("application.properties").toUri().toURL()),
                            new PropertiesConfigSource(others, "others", 1_000))
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withMapping(BulkSettings.class)
                    .build()
                    .getConfigMapping(BulkSettings.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
