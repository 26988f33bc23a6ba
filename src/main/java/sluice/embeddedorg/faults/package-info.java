/**
 * Faults that tests switch on, and the journal of the calls that came. Entry classes: {@link
 * sluice.embeddedorg.faults.Faults} and {@link sluice.embeddedorg.faults.CallJournal}. Knows {@code store} and {@code bulk}
 * for the ports through which rows and jobs are made to fail.
 */
package sluice.embeddedorg.faults;
