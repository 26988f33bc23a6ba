package sluice.ledger;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A few read-only sessions beside the writer; each query sees what was committed last. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Readers.class);
    private static final int SESSIONS = 3;
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Store store;
    private final BlockingQueue<Slot> free = new ArrayBlockingQueue<>(SESSIONS);

    Readers(Store store) {
        this.store = store;
        for (int i = 0; i < SESSIONS; i++) {
            free.add(new Slot());
        }
    }

    /** @throws LedgerUnavailableException when the store cannot be read, or all sessions are busy for long */
    <T> T read(Task.Work<T> query) {
        Slot slot = take();
        try {
            return query.run(slot.session(store));
        } catch (SQLException e) {
            slot.discard();
            throw new LedgerUnavailableException("ledger: the store could not be read", e);
        } finally {
            free.add(slot);
        }
    }

    private Slot take() {
        try {
            Slot slot = free.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (slot == null) {
                throw new LedgerUnavailableException("ledger: closed, or too many lists at once", null);
            }
            return slot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("ledger: interrupted while waiting for a reader", e);
        }
    }

    /** Waits for the queries under way. */
    @Override
    public void close() {
        for (int i = 0; i < SESSIONS; i++) {
            take().discard();
        }
    }

    /** A session that opens when it is first needed, and again after a failure. */
    private static final class Slot {
        private Session session;

        Session session(Store store) throws SQLException {
            if (session == null) {
                session = store.reader();
            }
            return session;
        }

        void discard() {
            if (session == null) {
                return;
            }
            try {
                session.close();
            } catch (SQLException e) {
                LOG.debug("A reading connection to the ledger did not close", e);
            }
            session = null;
        }
    }
}
