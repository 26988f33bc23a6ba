package sluice.flow.ledger;

import jakarta.inject.Singleton;
import java.time.Duration;
import sluice.action.Mapping;
import sluice.ledger.GroupTerms;

/**
 * What groups of a mapping are opened with. Thread-safe. A setting with which no job could be sent stops the start.
 */
@Singleton
public final class BulkTerms {
    /**
     * 100 MB; see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/upload_job_data.htm">
     * Upload Job Data</a>.
     */
    private static final long MOST_BYTES = 100_000_000;

    private final BulkSettings settings;

    /** @throws IllegalArgumentException that names the setting */
    BulkTerms(BulkSettings settings) {
        this.settings = settings;
        check("bulk.workers", settings.workers() > 0, "1 or more", settings.workers());
        check(
                "bulk.max-bytes",
                settings.maxBytes() > 0 && settings.maxBytes() <= MOST_BYTES,
                "1 to %d, of which Salesforce makes 150 MB".formatted(MOST_BYTES),
                settings.maxBytes());
        check("bulk.auto-threshold", settings.autoThreshold() >= 0, "0 or more", settings.autoThreshold());
        checkTime("bulk.max-age", settings.maxAge());
        checkTime("bulk.poll-first-delay", settings.pollFirstDelay());
        checkTime("bulk.poll-max-delay", settings.pollMaxDelay());
        checkTime("bulk.job-timeout", settings.jobTimeout());
        checkTime("bulk.transfer-timeout", settings.transferTimeout());
        checkTime("bulk.allowance-pause", settings.allowancePause());
    }

    private static void checkTime(String name, Duration time) {
        check(name, !time.isNegative() && !time.isZero(), "a time such as 1m", time);
    }

    private static void check(String name, boolean isRight, String expected, Object found) {
        if (!isRight) {
            throw new IllegalArgumentException("%s: expected %s, was %s".formatted(name, expected, found));
        }
    }

    /** Pins the mapping as it is. */
    public GroupTerms of(Mapping mapping) {
        return new GroupTerms(
                mapping.name(),
                mapping.version(),
                mapping.definitionText(),
                mapping.batchSize(),
                settings.maxBytes(),
                mapping.mergesSameRecord());
    }
}
