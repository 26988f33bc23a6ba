package sluice.flow.connection;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jboss.logging.Logger;
import sluice.salesforce.Failure;

/**
 * Whether the org takes further ingest jobs: it has 15,000 batches in 24 hours, shared with Bulk API 1. When they are spent,
 * no job is created for a while. Thread-safe.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_bulkapi.htm">
 *     Bulk API Limits</a>
 */
@Singleton
public final class JobAllowance {
    private static final Logger LOG = Logger.getLogger(JobAllowance.class);

    /**
     * ExceededQuota of "Bulk API 2.0 Errors", in capitals where a call is refused, as InvalidJobState is; the other words
     * are those of further limits.
     */
    private static final Set<String> CODES =
            Set.of("EXCEEDEDQUOTA", "EXCEEDED_QUOTA", "LIMIT_EXCEEDED", "LIMITEXCEEDED");

    private final Clock clock;
    private volatile Instant until = Instant.MIN;

    JobAllowance(Clock clock) {
        this.clock = clock;
    }

    /** Whether no job is to be created now. */
    public boolean isSpent() {
        return clock.instant().isBefore(until);
    }

    /** How long not. */
    public Duration left() {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether a job was refused since none is left; then nobody tries again for so long. */
    public boolean isSpentBy(Failure failure, Duration pause) {
        boolean isSpent = CODES.contains(failure.errorCode());
        if (isSpent) {
            rest(pause);
        }
        return isSpent;
    }

    /** None is left: nobody creates a job for so long. */
    public void rest(Duration pause) {
        LOG.warnf("The org's ingest jobs of the day are used up; the next is tried in %s", pause);
        until = clock.instant().plus(pause);
    }
}
