package sluice.flow.mappings;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    /** Mappings whose waiting deliveries may stand where an older one put them; the looking thread's only, like the next. */
    private final Set<String> misplaced = new TreeSet<>();

    private boolean isFailing;
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
        looks.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        looks.shutdownNow();
    }

    /** What fails is done at the next look. */
    void look() {
        try {
            MappingChanges changes = directory.reload();
            misplaced.addAll(changes.added());
            misplaced.addAll(changes.changed());
            ledger.groups().holds().held().forEach(this::goOnIfEdited);
            List.copyOf(misplaced).forEach(this::rearrange);
            isFailing = false;
        } catch (RuntimeException failed) {
            LOG.log(
                    isFailing ? Logger.Level.DEBUG : Logger.Level.ERROR,
                    "Looking for edited mappings failed; looking again each second",
                    failed);
            isFailing = true;
        }
    }

    /**
     * A mapping that was held because of its jobs and is another one now, or gone: what was not sent waits again, at its new
     * place, before it goes on.
     */
    private void goOnIfEdited(Hold hold) {
        Optional<String> version = directory
                .mappings()
                .named(hold.mapping())
                .filter(Mapping::enabled)
                .map(Mapping::version);
        if (!version.equals(Optional.of(hold.version()))) {
            ledger.groups().holds().dissolve(hold.mapping(), version);
            rearrange(hold.mapping());
            ledger.groups().holds().unhold(hold.mapping(), version);
        }
    }

    /** What waits gets the keys and lane of the mapping as it is now. */
    private void rearrange(String mapping) {
        ledger.rekey(mapping, places);
        misplaced.remove(mapping);
    }
}
