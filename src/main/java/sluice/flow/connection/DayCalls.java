package sluice.flow.connection;

import java.time.LocalDate;

/** Where the calls of all replicas are counted; {@link sluice.ledger.Ledger#countApiCalls}. */
@FunctionalInterface
interface DayCalls {
    /**
     * How many there were on a day of the org, with these.
     *
     * @throws sluice.ledger.LedgerException when they could not be counted
     */
    long add(LocalDate day, long calls);
}
