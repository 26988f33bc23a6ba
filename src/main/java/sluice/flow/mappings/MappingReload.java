package sluice.flow.mappings;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import sluice.action.Mapping;
import sluice.action.MappingChanges;
import sluice.action.MappingDirectory;
import sluice.ledger.Hold;
import sluice.ledger.Ledger;
import sluice.ledger.Placing;

/** Takes up edited mappings, and gives the deliveries that wait for them the keys of the records they now write. */
@Singleton
final class MappingReload {
    private static final Logger LOG = Logger.getLogger(MappingReload.class);
    private static final long SECONDS_BETWEEN_LOOKS = 1;

    private final MappingDirectory directory;
    private final Ledger ledger;
    private final Placing places;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "mapping-reload");
        thread.setDaemon(true);
        return thread;
    });

    MappingReload(MappingDirectory directory, Ledger ledger, Placing places) {
        this.directory = directory;
        this.ledger = ledger;
        this.places = places;
    }

    void start(@Observes StartupEvent started) {
        LOG.infof("%d mappings are loaded", directory.mappings().all().size());
        release(ledger.groups().held()); // edited while the service was down
        looks.scheduleWithFixedDelay(this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        looks.shutdownNow();
    }

    /** What waits gets the keys and lane of the mapping as it is now; one that was held because of its jobs goes on. */
    private void rearrange(Mapping mapping) {
        ledger.rekey(mapping.name(), places);
        release(ledger.groups().held().stream()
                .filter(hold -> hold.mapping().equals(mapping.name()))
                .toList());
    }

    /** Of held mappings, those that are others now. */
    private void release(List<Hold> holds) {
        for (Hold hold : holds) {
            directory
                    .mappings()
                    .named(hold.mapping())
                    .filter(mapping -> !mapping.version().equals(hold.version()))
                    .ifPresent(edited -> ledger.groups().regroup(edited.name(), edited.version()));
        }
    }

    private void look() {
        try {
            MappingChanges changes = directory.reload();
            Stream.concat(changes.added().stream(), changes.changed().stream())
                    .flatMap(name -> directory.mappings().named(name).stream())
                    .forEach(this::rearrange);
        } catch (RuntimeException failed) {
            LOG.error("Looking for edited mappings failed; looking again", failed);
        }
    }
}
