package sluice.ledger;

import java.time.Instant;

/**
 * A lane with deliveries that are due.
 *
 * @param dueAt since when the first of them is due
 * @param waiting how many are due, counted up to the bound asked for
 */
public record LaneWork(String lane, String mapping, Instant dueAt, int waiting) {}
