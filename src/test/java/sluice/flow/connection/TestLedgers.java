package sluice.flow.connection;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;
import sluice.ledger.PostgresServer;
import sluice.ledger.StoreAddress;

/** Ledgers that connections share. */
final class TestLedgers {
    private TestLedgers() {}

    /** One of several on the same PostgreSQL. */
    static Ledger replica(String owner) {
        return ledger(new StoreAddress.Server(PostgresServer.running().url(), "", ""), owner);
    }

    /** The only one on SQLite. */
    static Ledger alone(Path directory) {
        return ledger(new StoreAddress.Directory(directory), "alone");
    }

    private static Ledger ledger(StoreAddress store, String owner) {
        return Ledger.open(
                new LedgerSettings(
                        store,
                        owner,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        1_000,
                        Duration.ofDays(1),
                        Duration.ofDays(1)),
                Clock.systemUTC());
    }
}
