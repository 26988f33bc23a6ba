package sluice.flow.receive;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The settings {@code ingest.*}; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "ingest")
public interface IngestSettings {
    Optional<List<String>> writeKeys();

    Optional<String> webhookSecret();

    int maxEventBytes();

    int maxRequestBytes();
}
