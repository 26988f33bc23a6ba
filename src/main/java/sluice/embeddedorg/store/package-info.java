/**
 * The embedded org's records: tables with hash indexes, the rules that a write must keep, and Salesforce's errors.
 *
 * <p>Entry classes: {@link sluice.embeddedorg.store.Records} (what there is) and {@link
 * sluice.embeddedorg.store.RecordWriter} (how it changes). Neither locks: whoever uses them holds the monitor of the
 * {@code Records}, for as long as several steps must belong together. Knows {@code schema} only.
 */
package sluice.embeddedorg.store;
