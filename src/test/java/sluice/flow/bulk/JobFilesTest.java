package sluice.flow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ledger.GroupState;
import sluice.ledger.JobClaim;

class JobFilesTest {
    @TempDir
    private Path data;

    @Test
    void areThoseOfOneProcess() throws IOException {
        JobFiles files = new JobFiles(null, data);
        Path ours = Files.writeString(files.file(claim(-1, 1), "csv"), "ours");

        JobFiles others = new JobFiles(null, data);
        Files.writeString(others.file(claim(-1, 1), "csv"), "theirs");

        assertThat(ours).hasContent("ours");
        others.close();
        assertThat(ours).hasContent("ours");
        files.close();
    }

    @Test
    void areThoseOfOneVisit() throws IOException {
        JobFiles files = new JobFiles(null, data);
        Path lapsed = Files.writeString(files.file(claim(12, 1), "csv"), "lapsed");
        Path taken = Files.writeString(files.file(claim(12, 2), "csv"), "taken");
        Path other = Files.writeString(files.file(claim(1, 2), "csv"), "other");

        files.delete(claim(12, 1));

        assertThat(lapsed).doesNotExist();
        assertThat(taken).exists();
        assertThat(other).exists();
        files.close();
    }

    @Test
    void goWhenTheirProcessIsGone() throws IOException {
        Path left = Files.createDirectories(data.resolve("jobs/process-1"));
        Files.writeString(left.resolve("7-1.csv"), "personal");
        Files.writeString(left.resolve("lock"), "");
        Path old = Files.writeString(data.resolve("jobs/7.csv"), "personal");

        JobFiles files = new JobFiles(null, data);

        assertThat(left).doesNotExist();
        assertThat(old).doesNotExist();
        assertThat(files.file(claim(7, 1), "csv"))
                .hasParentRaw(files.file(claim(7, 2), "csv").getParent());
        files.close();
    }

    private static JobClaim claim(long group, long token) {
        return new JobClaim(
                group,
                token,
                "leads|Lead|insert|",
                "leads",
                "v1",
                "{}",
                GroupState.READY,
                false,
                1,
                1,
                1,
                1,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
