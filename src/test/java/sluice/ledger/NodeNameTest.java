package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNameTest {
    @TempDir
    private Path directory;

    @Test
    void staysTheSame() throws IOException {
        assertThat(taken("one host")).startsWith("one host ").isEqualTo(taken("one host"));
    }

    @Test
    void isAnotherOneOnAnotherHost() throws IOException {
        assertThat(taken("one host")).isNotEqualTo(taken("other host"));
    }

    @Test
    void isForOneProcessAtATime() throws IOException {
        try (NodeName holder = NodeName.in(directory, "host").orElseThrow()) {
            assertThat(NodeName.in(directory, "host")).isEmpty();
            assertThat(holder.text()).isNotBlank();
        }
    }

    private String taken(String host) throws IOException {
        try (NodeName name = NodeName.in(directory, host).orElseThrow()) {
            return name.text();
        }
    }
}
