package sluice.flow.ledger;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import sluice.ledger.BulkGroups;
import sluice.ledger.KeptEvents;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerException;
import sluice.ledger.LedgerSettings;
import sluice.ledger.NodeName;
import sluice.ledger.StoreAddress;

/** Opens the ledger when the service starts and closes it when the service stops. */
@Singleton
final class LedgerBean {
    private static final Logger LOG = Logger.getLogger(LedgerBean.class);
    private static final int UPKEEP_SECONDS = 10;

    private Optional<NodeName> node = Optional.empty();
    private final ScheduledExecutorService upkeep =
            Executors.newSingleThreadScheduledExecutor(run -> new Thread(run, "ledger-upkeep"));

    /** The settings {@code ledger.*}; {@code application.properties} says what each is for. */
    @ConfigMapping(prefix = "ledger")
    interface Settings {
        Duration lease();

        long maxRows();

        Duration retention();

        Duration idRetention();

        KeptEvents payloads();
    }

    /** The settings {@code store.*}. */
    @ConfigMapping(prefix = "store")
    interface StoreSettings {
        Optional<String> url();

        Optional<String> user();

        Optional<String> password();

        default StoreAddress address(Path directory) {
            return url().<StoreAddress>map(url -> new StoreAddress.Server(
                            url, user().orElse(""), password().orElse("")))
                    .orElseGet(() -> new StoreAddress.Directory(directory));
        }
    }

    @Produces
    @Singleton
    Ledger ledger(
            Settings settings,
            StoreSettings store,
            @ConfigProperty(name = "data.dir") Path directory,
            @ConfigProperty(name = "uncertain.wait") Duration uncertainWait,
            Clock clock) {
        Ledger ledger = Ledger.open(
                new LedgerSettings(
                        store.address(directory),
                        owner(store, directory),
                        settings.lease(),
                        uncertainWait,
                        settings.maxRows(),
                        settings.retention(),
                        settings.idRetention(),
                        settings.payloads()),
                clock);
        upkeep.scheduleWithFixedDelay(() -> keepUp(ledger), UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
        return ledger;
    }

    @Produces
    @Singleton
    BulkGroups groups(Ledger ledger) {
        return ledger.groups();
    }

    private static void keepUp(Ledger ledger) {
        try {
            ledger.upkeep();
        } catch (LedgerException unavailable) {
            LOG.warn("The ledger's upkeep is put off", unavailable);
        }
    }

    /** On a server the name lasts, so that what a crash leaves is taken up at the next start, before its lease lapses. */
    private String owner(StoreSettings store, Path directory) {
        if (store.url().isPresent()) {
            node = nodeName(directory);
        }
        return node.map(NodeName::text).orElseGet(LedgerBean::nameOfProcess);
    }

    private static Optional<NodeName> nodeName(Path directory) {
        try {
            Optional<NodeName> name = NodeName.in(directory);
            if (name.isEmpty()) {
                LOG.infof(
                        "Another process has data.dir %s: after a crash, what this one sends waits for its lease",
                        directory);
            }
            return name;
        } catch (IOException unusable) {
            LOG.warnf(
                    unusable,
                    "data.dir %s cannot be used: after a crash, what is being sent waits for its lease",
                    directory);
            return Optional.empty();
        }
    }

    /** Containers often have the same process ids. */
    private static String nameOfProcess() {
        return "process %d %s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());
    }

    void close(@Disposes Ledger ledger) throws IOException {
        upkeep.shutdown();
        ledger.close();
        if (node.isPresent()) {
            node.get().close();
        }
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
