package sluice.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir
    private Path directory;

    @Test
    void isOneProcessOnly() {
        LedgerFixture first = new LedgerFixture(TestStore.SQLITE, directory);

        assertThatThrownBy(() -> new LedgerFixture(TestStore.SQLITE, directory))
                .isInstanceOf(LedgerInUseException.class)
                .hasMessage(
                        "data.dir %s: expected a directory of our own, was in use by process %d; stop it or set another data.dir",
                        directory, ProcessHandle.current().pid());
        first.close();
    }
}
