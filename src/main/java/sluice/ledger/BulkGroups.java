package sluice.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger's side of ingest jobs: deliveries with a lane ({@link Placement}) are put into groups, and each group becomes
 * one job. A group's life, which any process may go on with after a crash:
 *
 * <pre>{@code
 * for (LaneWork lane : groups.lanes(2_001)) {
 *     groups.claim(lane.lane(), terms, 500);              // into the lane's open group: deliveries are grouped now
 * }
 * groups.complete(groupId, exchangeId);                   // takes no more
 * groups.ready(exchangeId);                               // may be sent
 * JobClaim job = groups.claimJob().orElseThrow();         // ours until the lease lapses
 * job = groups.step(job, new JobStep.Intended()).orElseThrow();   // … Created, Uploaded, Closed, Ended
 * ledger.settle(settlements);                             // an outcome for each Member
 * groups.finish(job, GroupState.DONE, "");
 * }</pre>
 *
 * <p>What a method answers is on disk by then. Thread-safe. Every method fails with {@link LedgerUnavailableException}
 * while the store cannot be used.
 */
public final class BulkGroups {
    private final Clock clock;
    private final Store store;
    private final Writer writer;
    private final Readers readers;
    private final Claiming claiming;
    private final Grouping grouping;
    private final DirectGrouping directGrouping;
    private final DirectWaits<JobClaim> directWaits;
    private final Passing passing;
    private final Stepping stepping;
    private final Holds holds;
    private final Releasing releasing;
    private final Runnable wakeWorkers;
    private final WorkSignal lanesDue;
    private final WorkSignal jobsDue;

    BulkGroups(
            LedgerSettings settings,
            Clock clock,
            Store store,
            Names names,
            Writer writer,
            Readers readers,
            Claiming claiming,
            Settling settling,
            Runnable wakeWorkers,
            DirectWaits<JobClaim> directWaits) {
        this.clock = clock;
        this.store = store;
        this.writer = writer;
        this.readers = readers;
        this.claiming = claiming;
        this.wakeWorkers = wakeWorkers;
        this.directWaits = directWaits;
        grouping = new Grouping(settings, clock, store, names, claiming);
        directGrouping = new DirectGrouping(settings, clock, names);
        passing = new Passing(settings, clock, names);
        stepping = new Stepping(settings, clock, store, names);
        releasing = new Releasing(clock, settling);
        holds = new Holds(new Holding(clock, names), releasing, writer, readers, wakeWorkers);
        lanesDue = new WorkSignal(clock);
        jobsDue = new WorkSignal(clock);
    }

    /**
     * The lanes with deliveries that are due, the oldest first; without those whose open group another process has, and
     * those of held mappings.
     *
     * @param countTo how far the deliveries of each are counted
     */
    public List<LaneWork> lanes(int countTo) {
        return writer.callApart(1, session -> {
            Lanes.Found found = grouping.lanes(session, countTo);
            lanesDue.idleUntil(found.due().isEmpty() ? soonEnough(found.nextDueAt()) : soon());
            return found.due();
        });
    }

    /**
     * Waits until {@link #lanes} is worth a look, at most so long; also when a group is to be flushed. Who leaves alone what
     * waits is not kept busy by it: then it is worth a look again soon, or when something comes in.
     */
    public boolean awaitLanes(Duration longest) throws InterruptedException {
        boolean due = lanesDue.await(longest);
        lanesDue.idleUntil(soon());
        return due;
    }

    /**
     * Puts what is due of a lane into its open group, which is opened when there is none: up to {@code max} deliveries,
     * and no more than the group has room for. Empty when nothing is due, the mapping is held, or another process has the
     * lane's group.
     */
    public Optional<GroupClaim> claim(String lane, GroupTerms terms, int max) {
        Task.Work<Optional<GroupClaim>> claim = session -> grouping.claim(session, lane, terms, max);
        return terms.mergesSameRecord() ? writer.call(max, claim) : writer.callApart(max, claim);
    }

    /** Claims what is due of a lane for record calls, as {@link Ledger#claim} does without lanes. */
    public Optional<Claim> claimSingly(String lane, int max) {
        return writer.callApart(max, session -> claiming.claimLane(session, lane, max));
    }

    /**
     * Puts deliveries of {@link Ledger#appendDirect} into a group of their own, which is ours to send at once. Completes
     * when no earlier open delivery of others shares a record key with them. Who cannot wait any longer calls
     * {@link Ledger#withdraw} for each of them. Fails with {@link IllegalArgumentException} when one of them is no waiting
     * direct delivery.
     *
     * @param ids at least one
     */
    public CompletableFuture<JobClaim> claimDirect(String lane, GroupTerms terms, List<Long> ids) {
        List<Long> all = List.copyOf(ids);
        return directWaits.await(
                all, () -> writer.submit(all.size(), session -> directGrouping.claim(session, lane, terms, all)));
    }

    /** The groups of this process that collect, oldest first; those that it had before a restart too. */
    public List<OpenGroup> open() {
        return writer.callApart(1, passing::open);
    }

    /** The group of this process that collects for a lane. */
    public Optional<OpenGroup> open(String lane) {
        return writer.callApart(1, session -> passing.open(session, lane));
    }

    /** The group takes no more. False when it is not this process's to complete, or complete already. */
    public boolean complete(long groupId, String exchangeId) {
        return writer.call(1, session -> passing.complete(session, groupId, exchangeId));
    }

    /** The groups completed and not confirmed by {@link #ready}: of this process, or taken over from one that is gone. */
    public List<OpenGroup> completed() {
        return writer.callApart(1, passing::completed);
    }

    /** The group that was completed by this exchange and is not confirmed yet. */
    public Optional<OpenGroup> completed(String exchangeId) {
        return writer.callApart(1, session -> passing.completed(session, exchangeId));
    }

    /** The group that was completed by this exchange may be sent. False when there is none such, or it may already. */
    public boolean ready(String exchangeId) {
        return writer.callApart(1, session -> {
            boolean ready = passing.ready(session, exchangeId);
            jobsDue.work();
            return ready;
        });
    }

    /** Takes over the groups that collect for a process that is gone. How many; {@link #open()} has them then. */
    public int adopt() {
        return writer.callApart(1, passing::adopt);
    }

    /**
     * Asks for the groups that collect to be completed as they are, by whichever process has them.
     *
     * @param mapping only the groups of this one; empty: all
     * @return how many there were
     */
    public int flush(Optional<String> mapping) {
        return writer.callApart(1, session -> {
            int groups = passing.flush(session, mapping);
            lanesDue.work();
            return groups;
        });
    }

    /** The group whose next step is due and that nobody has, those that somebody waits for first. */
    public Optional<JobClaim> claimJob() {
        return writer.callApart(1, session -> {
            Optional<JobClaim> claim = stepping.claim(session);
            if (claim.isEmpty()) {
                jobsDue.idleUntil(soonEnough(stepping.nextDueAt(session)));
            }
            return claim;
        });
    }

    /** Waits until {@link #claimJob} is worth trying, at most so long. */
    public boolean awaitJobs(Duration longest) throws InterruptedException {
        return jobsDue.await(longest);
    }

    /** Writes a step down and renews the lease. Empty when the group is no longer of this claim: nothing was changed. */
    public Optional<JobClaim> step(JobClaim claim, JobStep step) {
        return writer.callApart(1, session -> stepping.step(session, claim, step));
    }

    /** Renews the lease. Empty when the group is no longer of this claim. */
    public Optional<JobClaim> renew(JobClaim claim) {
        return writer.callApart(1, session -> stepping.renew(session, claim));
    }

    /** Lets go of a group until its next step is due. False when it was no longer of this claim. */
    public boolean postpone(JobClaim claim, Instant dueAt) {
        return writer.callApart(1, session -> {
            boolean postponed = stepping.postpone(session, claim, dueAt);
            jobsDue.work();
            return postponed;
        });
    }

    /**
     * The deliveries of a group that have no outcome yet, by row and within it by arrival: those of one record follow each
     * other. Fewer than {@code max} when their events are large; empty at the end.
     *
     * @param after the last one of the page before; empty: from the beginning
     */
    public List<Member> members(JobClaim claim, Optional<Member> after, int max) {
        return readers.read(session -> GroupMembers.page(session, claim, after, max));
    }

    /** Those of the deliveries that are in the group and have no outcome yet, by arrival. */
    public List<Delivery> members(JobClaim claim, Collection<Long> ids) {
        return readers.read(session -> GroupMembers.among(session, claim, ids));
    }

    /** What {@link JobStep.Uploaded} told of a group that is not over; empty before that step. */
    public Optional<byte[]> manifest(long groupId) {
        return readers.read(session -> session.first(
                "select manifest from bulk_group where id = ? and manifest is not null",
                row -> row.getBytes(1),
                groupId));
    }

    /**
     * Lets deliveries of a group wait again as if they had not been put in, for another group. Direct ones have failed then.
     *
     * @return how many were in the group; none when it is no longer of this claim
     */
    public int release(JobClaim claim, Collection<Long> ids, Instant dueAt) {
        List<Long> all = List.copyOf(ids);
        return writer.call(all.size(), session -> {
            int released = releasing.release(session, claim, all, dueAt);
            wakeWorkers.run();
            return released;
        });
    }

    /** The same for good: for record calls, until their mapping is edited. */
    public int releaseSingly(JobClaim claim, Collection<Long> ids, Instant dueAt) {
        List<Long> all = List.copyOf(ids);
        return writer.call(all.size(), session -> {
            int released = releasing.releaseSingly(session, claim, all, dueAt);
            wakeWorkers.run();
            return released;
        });
    }

    /**
     * The group is over.
     *
     * @param over {@link GroupState#DONE} or {@link GroupState#FAILED}
     * @param error why it failed as a whole; may be empty
     * @return false when it was no longer of this claim
     * @throws IllegalStateException when some of its deliveries have no outcome
     */
    public boolean finish(JobClaim claim, GroupState over, String error) {
        if (!over.isOver()) {
            throw new IllegalArgumentException("group state: expected one that is over, was " + over);
        }
        return writer.callApart(1, session -> stepping.finish(session, claim, over, error));
    }

    /** The list of jobs, newest first. */
    public Page<JobRow> jobs(JobFilter filter) {
        return readers.read(session -> JobListing.list(session, filter));
    }

    /** How many groups are in each state in which something is to be done; every such state has its number. */
    public Map<GroupState, Long> openCounts() {
        return readers.read(JobListing::openCounts);
    }

    /** When the oldest group in which something is to be done was opened. */
    public Optional<Instant> oldestOpen() {
        return readers.read(JobListing::oldestOpen);
    }

    /** The mappings whose jobs are held. */
    public Holds holds() {
        return holds;
    }

    /** Work may have come in, from the writer's thread. */
    void wake() {
        lanesDue.work();
        jobsDue.work();
    }

    /** The keys of some delivery are all held now. */
    void released(long id) {
        directWaits.released(id);
    }

    void withdrawn(long id) {
        directWaits.withdrawn(id);
    }

    void renew(Session session) throws SQLException {
        passing.renew(session);
    }

    void atStart(Session session) throws SQLException {
        if (store.isShared()) {
            passing.atStartOfReplica(session);
        } else {
            passing.atStart(session);
        }
    }

    /** What other processes bring is not told. */
    private long soonEnough(long dueAt) {
        return store.isShared() ? Math.min(dueAt, soon()) : dueAt;
    }

    private long soon() {
        return clock.millis() + Claiming.LOOK_AGAIN;
    }
}
