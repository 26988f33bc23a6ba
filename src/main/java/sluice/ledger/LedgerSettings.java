package sluice.ledger;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the ledger lies and how it counts time.
 *
 * @param store where the tables are
 * @param owner who claims, as it shall stand in the rows: the name of this process, unlike that of every other one that
 *     runs; what a process of this name had claimed before is given up at the start
 * @param lease how long a claim is ours; longer than the longest call that a claim can take
 * @param uncertainWait how long a delivery rests after a crash left it between sending and its outcome
 * @param maxRows open deliveries (waiting or sending) beyond which {@code Ledger.append} refuses
 * @param retention how long the rows of done deliveries are kept; dead letters are not done
 * @param idRetention how long a messageId is known again; at least as long as rows, which are found by it
 * @param keptEvents what is kept of the events of done deliveries
 */
public record LedgerSettings(
        StoreAddress store,
        String owner,
        Duration lease,
        Duration uncertainWait,
        long maxRows,
        Duration retention,
        Duration idRetention,
        KeptEvents keptEvents) {
    public LedgerSettings {
        Objects.requireNonNull(store);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(keptEvents);
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("ledger.lease: expected a positive duration, was " + lease);
        }
        if (uncertainWait.isNegative()) {
            throw new IllegalArgumentException("uncertain.wait: expected no negative duration, was " + uncertainWait);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("ledger.max-rows: expected at least 1, was " + maxRows);
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("ledger.retention: expected a positive duration, was " + retention);
        }
        if (idRetention.compareTo(retention) < 0) {
            throw new IllegalArgumentException("ledger.id-retention: expected at least ledger.retention (%s), was %s"
                    .formatted(retention, idRetention));
        }
    }

    /** The same with {@link KeptEvents#NONE}. */
    public LedgerSettings(
            StoreAddress store,
            String owner,
            Duration lease,
            Duration uncertainWait,
            long maxRows,
            Duration retention,
            Duration idRetention) {
        this(store, owner, lease, uncertainWait, maxRows, retention, idRetention, KeptEvents.NONE);
    }

    /** When a lease that begins then lapses; both in milliseconds since 1970. */
    long leaseFrom(long millis) {
        return millis + lease.toMillis();
    }
}
