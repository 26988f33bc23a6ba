/**
 * The beans of the routes that write one record: {@code recordWriter} plans it and prepares its calls, {@code outcomes}
 * says what came of it.
 */
package sluice.flow.write;
