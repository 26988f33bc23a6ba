package sluice.ledger;

import java.time.Instant;

/**
 * A mapping whose deliveries enter no job until it is edited or released.
 *
 * @param version of the mapping that was held
 */
public record Hold(String mapping, String version, String reason, Instant at) {}
