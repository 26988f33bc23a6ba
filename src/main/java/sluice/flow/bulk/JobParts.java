package sluice.flow.bulk;

import java.time.Clock;
import sluice.flow.connection.JobAllowance;
import sluice.flow.ledger.BulkSettings;

/** What the phases of a job work with. */
record JobParts(
        RowOutcomes outcomes,
        JobFiles files,
        JobAlarms alarms,
        JobTroubles troubles,
        JobAllowance allowance,
        JobSearch search,
        BulkSettings settings,
        JobMetrics metrics,
        Clock clock) {}
