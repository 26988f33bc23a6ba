/**
 * What a person or a script of the owner calls: {@code /api}. Every call wants the admin token.
 *
 * <p>Delivers through {@link sluice.action.DirectDelivery}; imports neither flow nor embeddedorg.
 */
package sluice.console;
