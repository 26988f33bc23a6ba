/**
 * The beans of the routes that write records: {@code recordWriter} plans one and prepares its calls, {@code batchWriter}
 * those of a claim of several, {@code outcomes} says what came of each.
 */
package sluice.flow.write;
