package sluice.ledger;

import java.util.List;
import java.util.Optional;

/**
 * The mappings whose jobs are held, since what one of them ran into would befall the next one too; and what is done about
 * their groups when they are edited. Thread-safe. Fails as {@link BulkGroups} does.
 */
public final class Holds {
    /** No mapping has this version. */
    private static final String GONE = "";

    private final Holding holding;
    private final Releasing releasing;
    private final Writer writer;
    private final Readers readers;
    private final Runnable wakeWorkers;

    Holds(Holding holding, Releasing releasing, Writer writer, Readers readers, Runnable wakeWorkers) {
        this.holding = holding;
        this.releasing = releasing;
        this.writer = writer;
        this.readers = readers;
        this.wakeWorkers = wakeWorkers;
    }

    /** Nothing of the mapping enters a job, and no group of it that waits is sent, until it is edited or released. */
    public void hold(String mapping, String version, String reason) {
        writer.callApart(1, session -> {
            holding.hold(session, mapping, version, reason);
            return null;
        });
    }

    /** Lets a held mapping go on, its waiting groups as they are. Whether it was held. */
    public boolean unhold(String mapping) {
        return writer.callApart(1, session -> {
            boolean held = holding.release(session, mapping);
            wakeWorkers.run();
            return held;
        });
    }

    /** Lets a held mapping go on, unless it is held because of a job of this version. Whether it was held and is not now. */
    public boolean unhold(String mapping, Optional<String> version) {
        return writer.callApart(1, session -> {
            boolean goesOn = holding.release(session, mapping, version.orElse(GONE));
            wakeWorkers.run();
            return goesOn;
        });
    }

    /**
     * Takes the groups of an edited mapping back that nothing was sent of: they are pinned to another version, so that their
     * deliveries wait again as if they had not been put in. Those that somebody waits for stay.
     *
     * @param version of the mapping as it is now; empty: it is gone
     * @return how many deliveries wait again
     */
    public int dissolve(String mapping, Optional<String> version) {
        String present = version.orElse(GONE);
        int waiting = 0;
        for (long group : writer.callApart(1, session -> holding.unsent(session, mapping, present))) {
            waiting += writer.call(1, session -> releasing.dissolve(session, group));
        }
        return waiting;
    }

    /** The held mappings, by name. */
    public List<Hold> held() {
        return readers.read(Holding::held);
    }
}
