package sluice.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * The durable queue, memory, log and dead letters. Whatever a method or its future answers is on disk by then.
 *
 * <p>Thread-safe. Futures complete on a thread of the ledger's own: what depends on them should be short, and may call
 * the ledger. Every method fails with {@link LedgerUnavailableException} while the store cannot be used, every one that
 * writes with {@link LedgerFullException} while its disk is full, and works again by itself when it can.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Store store;
    private final Writer writer;
    private final Readers readers;
    private final WorkSignal signal;
    private final DirectWaits<Delivery> directWaits;
    private final Awaited awaited = new Awaited();
    private final Appending appending;
    private final Claiming claiming;
    private final Following following;
    private final Settling settling;
    private final Recovery recovery;
    private final Rekeying rekeying;
    private final Replaying replaying;
    private final Pruning pruning;
    private final BulkGroups groups;
    private final AtomicBoolean closed = new AtomicBoolean();

    Ledger(LedgerSettings settings, Clock clock, Store store, Pruning.Pace pace) {
        this.store = store;
        Names names = new Names();
        writer = new Writer(store, names);
        readers = new Readers(store);
        signal = new WorkSignal(clock);
        RecordKeys recordKeys = new RecordKeys(this::released);
        appending = new Appending(settings, clock, store, names, recordKeys);
        claiming = new Claiming(settings, clock, store, names, signal);
        following = new Following(names, claiming);
        settling = new Settling(
                clock, new Ending(clock, recordKeys, new Payloads(settings.keptEvents())), new Outcomes(names));
        recovery = new Recovery(settings, clock, settling);
        replaying = new Replaying(writer, readers, clock, store, names, recordKeys, settling);
        pruning = new Pruning(settings, writer, readers, clock, pace);
        rekeying = new Rekeying(writer, readers, names, recordKeys);
        directWaits = directWaits();
        groups = new BulkGroups(
                settings, clock, store, names, writer, readers, claiming, settling, this::work, directWaits());
    }

    /**
     * Brings the tables up to date, and puts right what a crash left: claimed deliveries wait again as uncertain, due
     * after {@link LedgerSettings#uncertainWait}; direct ones that were not finished are dead, as soon as their records have
     * rested for as long. A directory becomes ours alone; on a server this happens only to deliveries that a process of our
     * name had, and to those whose lease lapsed,
     * since the others are of other processes.
     *
     * @throws LedgerInUseException when another process has the directory
     * @throws LedgerUnavailableException when the store cannot be made or opened
     */
    public static Ledger open(LedgerSettings settings, Clock clock) {
        return open(settings, clock, Pruning.Pace.USUAL);
    }

    static Ledger open(LedgerSettings settings, Clock clock, Pruning.Pace pace) {
        Store store = store(settings);
        try {
            store.migrate();
            Ledger ledger = new Ledger(settings, clock, store, pace);
            ledger.recover();
            return ledger;
        } catch (FlywayException e) {
            close(store);
            throw unavailable(settings, e);
        } catch (RuntimeException e) {
            close(store);
            throw e;
        }
    }

    /**
     * Takes the deliveries of one request, all or none; those taken before (same source, messageId and mapping) are
     * counted and left out. Fails with {@link LedgerFullException} beyond {@link LedgerSettings#maxRows}.
     */
    public CompletableFuture<Accepted> append(List<NewDelivery> request) {
        List<NewDelivery> deliveries = List.copyOf(request);
        return writer.submit(deliveries.size(), session -> {
            Accepted accepted = appending.queued(session, deliveries);
            work();
            return accepted;
        });
    }

    /**
     * Takes deliveries that somebody waits for, whatever their messageId; they are never claimed from the queue. Their
     * ids, in the order of the request: {@link #claimDirect} each. Who leaves calls {@link #abandon}; until then they are
     * kept by {@link #upkeep}.
     */
    public CompletableFuture<List<Long>> appendDirect(List<NewDelivery> request) {
        List<NewDelivery> deliveries = List.copyOf(request);
        return writer.submit(deliveries.size(), session -> appending.direct(session, deliveries))
                .thenApply(awaited::add);
    }

    /**
     * Completes when no earlier open delivery shares a record key with it; it is ours to send then. Who cannot wait any
     * longer calls {@link #withdraw}. Fails with {@link IllegalArgumentException} for what is no waiting direct delivery.
     */
    public CompletableFuture<Delivery> claimDirect(long id) {
        return directWaits.await(
                List.of(id), () -> writer.submitApart(1, session -> claiming.claimDirect(session, id)));
    }

    /**
     * Ends a direct delivery as {@link State#FAILED} that was not claimed yet; its {@link #claimDirect} is cancelled.
     * False: it was claimed meanwhile (or is over), and its future has it.
     */
    public CompletableFuture<Boolean> withdraw(long id, String reason) {
        return withdraw(List.of(id), reason).thenApply(ended -> !ended.isEmpty());
    }

    /** The same for several in one commit; those that ended. */
    public CompletableFuture<List<Long>> withdraw(List<Long> ids, String reason) {
        List<Long> all = List.copyOf(ids);
        return writer.submit(all.size(), session -> settling.withdraw(session, all, reason))
                .thenApply(ended -> {
                    awaited.remove(all);
                    ended.forEach(directWaits::withdrawn);
                    ended.forEach(groups::withdrawn);
                    return ended;
                });
    }

    /**
     * Nobody waits for these direct deliveries any longer. Those of them that were not claimed end as {@link State#FAILED}:
     * now, or by {@link #upkeep} as soon as the store can be written again.
     */
    public void abandon(List<Long> ids) {
        awaited.abandon(ids);
        endAbandoned();
    }

    /**
     * What is due of the mapping whose oldest due delivery is oldest: up to {@code max} deliveries that share no record
     * key (fewer when their events are large), now {@link State#SENDING}. Empty when nothing is due; see
     * {@link #awaitWork}.
     */
    public Optional<Claim> claim(int max) {
        if (writer.callApart(1, recovery::isNeeded)) {
            writer.call(1, recovery::lapsed);
        }
        return writer.callApart(max, session -> claiming.claim(session, max));
    }

    /**
     * Claims also who waits right behind deliveries of a claim, to be written together with them: those of the same
     * mapping with all the same record keys, due or not, up to the first that is none of this. Their lease lapses with
     * that of the claim; each is settled by itself, and those that wait again keep their places.
     *
     * @param heads of one claim
     * @param max how many in all; fewer when their events are large
     * @return by the id of the one they follow
     */
    public Map<Long, Line> claimFollowers(List<Delivery> heads, int max) {
        return heads.isEmpty() ? Map.of() : writer.call(max, session -> following.claim(session, heads, max));
    }

    /**
     * Waits until a claim is worth trying, at most so long. True does not promise one: another worker may be faster.
     */
    public boolean awaitWork(Duration longest) throws InterruptedException {
        return signal.await(longest);
    }

    /**
     * Writes the outcomes down in one commit and lets go of their record keys.
     *
     * @return the ids that were no longer of their claim (its lease lapsed and it went elsewhere); nothing was changed
     *     of them
     */
    public List<Long> settle(List<Settlement> settlements) {
        List<Settlement> all = List.copyOf(settlements);
        return writer.call(all.size(), session -> {
            List<Long> lost = settling.settle(session, all);
            work();
            return lost;
        });
    }

    /**
     * Places the waiting deliveries of a mapping anew, after it was edited: their record keys and lanes. Nothing of the mapping is claimed
     * meanwhile. {@code placing} runs on the calling thread; what it throws ends the work half done, to be repeated.
     *
     * @return how many belong elsewhere than they did
     */
    public int rekey(String mapping, Placing placing) {
        claiming.pause(mapping);
        try {
            return rekeying.rekey(mapping, placing);
        } finally {
            claiming.resume(mapping);
            writer.submitApart(1, this::wakeWorkers);
        }
    }

    /**
     * Lets the dead letters that match wait again: with the keys of their present mapping, their attempts counted anew,
     * and with a new id, at the end of their record's order. Those that may have been written already are as {@link
     * Delivery#uncertain} as they were. The filter's states and page are not looked at. {@code placing} runs on the calling
     * thread; what it throws ends the work half done.
     *
     * @param force also those that were overtaken, though they put older values over newer ones; and none is uncertain any
     *     more: somebody has looked, and wants them written
     */
    public Replay replay(DeliveryFilter filter, boolean force, Placing placing) {
        Replay replay = replaying.replay(filter, force, placing);
        LOG.infof(
                "Dead letters replayed: %d, of them uncertain: %d; left since overtaken: %d",
                replay.replayed(), replay.uncertain(), replay.overtaken());
        writer.submitApart(1, this::wakeWorkers);
        return replay;
    }

    /** Throws the dead letters that match away, with their events; their rows stay in the log. How many there were. */
    public int discard(DeliveryFilter filter) {
        int discarded = replaying.discard(filter);
        LOG.infof("Dead letters discarded: %d", discarded);
        return discarded;
    }

    /**
     * What is to be done now and then: keeps the direct deliveries that somebody in this process waits for, ends those
     * that nobody does and those whose process is gone, drops what is older than {@link LedgerSettings#retention} and {@link LedgerSettings#idRetention}. Call it
     * a few times per lease.
     */
    public void upkeep() {
        endAbandoned();
        writer.call(1, session -> {
            recovery.renew(session, awaited.waitedFor());
            groups.renew(session);
            return recovery.lapsed(session);
        });
        pruning.prune();
    }

    /** The way of deliveries into ingest jobs. */
    public BulkGroups groups() {
        return groups;
    }

    /** The delivery log, newest first. */
    public Page<DeliveryRow> list(DeliveryFilter filter) {
        return readers.read(session -> Listing.list(session, filter));
    }

    /** One delivery of the log, with its event as far as that is kept; empty where there is none of this id. */
    public Optional<LoggedDelivery> delivery(long id) {
        return readers.read(session -> Listing.delivery(session, id));
    }

    /** The dead letters with their events, newest first; the filter's states are not looked at. */
    public Page<DeadLetter> deadLetters(DeliveryFilter filter) {
        return readers.read(session -> Listing.deadLetters(session, filter));
    }

    /** How many deliveries are in each state; every state has its number. */
    public Map<State, Long> counts() {
        return readers.read(Tally::read);
    }

    /** What {@link #keepSecret} kept last under this name. */
    public Optional<String> secret(String name) {
        return readers.read(session -> Secrets.read(session, name));
    }

    /** Keeps a text, as it is, that no list shows; replaces what had the name. */
    public void keepSecret(String name, String text) {
        writer.call(1, session -> Secrets.keep(session, name, text));
    }

    /**
     * Waits until nobody else has the lock of this name, in this process or another one.
     *
     * @param longest how long it can be held at most: a server takes it away then
     * @throws LedgerUnavailableException also when it was not to be had for long
     */
    public LedgerLock lock(String name, Duration longest) {
        if (closed.get()) {
            throw new LedgerUnavailableException("ledger: it is closed", null);
        }
        try {
            return store.lock(name, longest);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("ledger: the lock %s was not to be had".formatted(name), e);
        }
    }

    /**
     * Counts calls to Salesforce.
     *
     * @param day of the org; those before are forgotten
     * @return how many there were on that day with these, by all processes on this ledger
     */
    public long countApiCalls(LocalDate day, long calls) {
        return calls == 0
                ? readers.read(session -> ApiCalls.of(session, day))
                : writer.callApart(1, session -> ApiCalls.add(session, day, calls));
    }

    /** Finishes what was submitted, then lets go of the store. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writer.close();
        readers.close();
        close(store);
    }

    private void recover() {
        int uncertain = callAtStart(this::putRight);
        if (uncertain > 0) {
            LOG.warnf("Deliveries left uncertain, since the service stopped while sending them: %d", uncertain);
        }
    }

    private int putRight(Session session) throws SQLException {
        groups.atStart(session);
        return store.isShared() ? recovery.atStartOfReplica(session) : recovery.atStart(session);
    }

    private <T> T callAtStart(Task.Work<T> work) {
        try {
            return writer.call(1, work);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private void endAbandoned() {
        List<Long> abandoned = awaited.abandoned();
        if (!abandoned.isEmpty()) {
            withdraw(abandoned, "nobody waited for it any longer"); // what fails is done by the next upkeep
        }
    }

    private void work() {
        signal.work();
        groups.wake();
    }

    /** On the writer's thread, so that it comes after the claims that saw less. */
    private Void wakeWorkers(Session session) {
        work();
        return null;
    }

    /** A delivery came to hold all its keys. */
    private void released(long id) {
        work();
        directWaits.released(id);
        groups.released(id);
    }

    private <T> DirectWaits<T> directWaits() {
        return new DirectWaits<>(this::lookAgain, awaited::remove);
    }

    private void lookAgain(Runnable attempt) {
        if (store.isShared()) {
            CompletableFuture.delayedExecutor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(attempt);
        }
    }

    private static Store store(LedgerSettings settings) {
        try {
            return Store.open(settings.store());
        } catch (IOException e) {
            throw unavailable(settings, e);
        }
    }

    private static void close(Store store) {
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LedgerUnavailableException unavailable(LedgerSettings settings, Exception cause) {
        return new LedgerUnavailableException(
                "%s: expected a place for the ledger, could not use it".formatted(settings.store()), cause);
    }
}
