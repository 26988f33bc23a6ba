package sluice.ledger;

/**
 * A delivery of a group.
 *
 * @param row which row of the group it goes into: those of one record share one and follow each other; grows with the
 *     order of arrival
 */
public record Member(long row, Delivery delivery) {}
