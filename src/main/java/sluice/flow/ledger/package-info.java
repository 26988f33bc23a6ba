/**
 * The Camel component {@code ledger}, by which routes take deliveries out of the ledger and put them and their outcomes
 * into it: {@code ledger:append}, {@code ledger:records}, {@code ledger:settle}.
 *
 * <p>Entry: {@link sluice.flow.ledger.LedgerComponent}.
 */
package sluice.flow.ledger;
