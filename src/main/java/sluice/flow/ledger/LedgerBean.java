package sluice.flow.ledger;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerSettings;

/** Opens the ledger when the service starts and closes it when the service stops. */
@Singleton
final class LedgerBean {
    /** The settings {@code ledger.*}; {@code application.properties} says what each is for. */
    @ConfigMapping(prefix = "ledger")
    interface Settings {
        Duration lease();

        long maxRows();
    }

    @Produces
    @Singleton
    Ledger ledger(
            Settings settings,
            @ConfigProperty(name = "data.dir") Path directory,
            @ConfigProperty(name = "uncertain.wait") Duration uncertainWait,
            Clock clock) {
        String owner = "process " + ProcessHandle.current().pid();
        return Ledger.open(
                new LedgerSettings(directory, owner, settings.lease(), uncertainWait, settings.maxRows()), clock);
    }

    void close(@Disposes Ledger ledger) {
        ledger.close();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return RandomGenerator.of("L64X128MixRandom");
    }
}
