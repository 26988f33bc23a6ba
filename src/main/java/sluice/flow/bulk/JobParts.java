package sluice.flow.bulk;

import jakarta.inject.Singleton;
import java.time.Clock;
import sluice.flow.connection.JobAllowance;
import sluice.flow.ledger.BulkSettings;
import sluice.flow.write.ObjectDescriptions;

/** What the phases of a job work with. */
@Singleton
record JobParts(
        RowOutcomes outcomes,
        JobFiles files,
        JobAlarms alarms,
        JobTroubles troubles,
        JobAllowance allowance,
        JobSearch search,
        ObjectDescriptions descriptions,
        BulkSettings settings,
        JobMetrics metrics,
        Clock clock) {}
