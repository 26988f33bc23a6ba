package sluice.flow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.action.ActionCatalog;
import sluice.action.BrokenMappingsException;
import sluice.action.MappingDirectory;
import sluice.action.MappingFileParser;
import sluice.ledger.JobClaim;

class PinnedMappingsTest {
    private static final String OUTDATED = "{\"action\": \"lead\", \"options\": {\"unheardOf\": true}}";

    @TempDir
    private Path folder;

    private MappingDirectory deployed;
    private PinnedMappings pinned;

    @BeforeEach
    void deploy() throws IOException {
        Files.writeString(
                folder.resolve("leads.yaml"),
                """
                action: lead
                trigger: type = "track"
                syncMode: add
                mapping: { company: C, last_name: L, enable_batching: true }
                """);
        MappingFileParser parser = new MappingFileParser(ActionCatalog.load());
        deployed = MappingDirectory.open(folder, parser, Clock.systemUTC());
        pinned = new PinnedMappings(parser, deployed);
    }

    @Test
    void areThoseOfTheGroup() {
        String definition = deployed.mappings().named("leads").orElseThrow().definitionText();

        assertThat(pinned.of(claim("leads", definition.replace("\"C\"", "\"Earlier\"")))
                        .definitionText())
                .contains("Earlier");
    }

    @Test
    void areTheDeployedOnesWhereTheDefinitionIsNoneAnyMore() {
        assertThat(pinned.of(claim("leads", OUTDATED)))
                .isSameAs(deployed.mappings().named("leads").orElseThrow());

        assertThatThrownBy(() -> pinned.of(claim("gone", OUTDATED))).isInstanceOf(BrokenMappingsException.class);
    }

    private static JobClaim claim(String mapping, String definition) {
        return AwaitedJob.claim(1, mapping + "|Lead|insert|", mapping, "v1", definition, Instant.EPOCH, 1);
    }
}
