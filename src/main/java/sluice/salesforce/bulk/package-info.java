/**
 * Rows and ingest jobs of Bulk API 2.0: which job a write may go in ({@link sluice.salesforce.bulk.IngestRow},
 * {@link sluice.salesforce.bulk.Lane}), the CSV of a job and which delivery is which of its rows
 * ({@link sluice.salesforce.bulk.CsvFile}, {@link sluice.salesforce.bulk.Manifest}), what is asked and answered about a job
 * ({@link sluice.salesforce.bulk.IngestJob}), and what became of each row ({@link sluice.salesforce.bulk.JobResults}).
 *
 * <p>Opens no connection; reads and writes streams and the one spool file that its caller names. Knows {@code event} and
 * {@code salesforce}; no Camel, no JDBC, no CDI.
 */
package sluice.salesforce.bulk;
