/**
 * Bulk API 2.0 ingest: jobs, their CSV, their processing in the background and their three result files. Entry class:
 * {@link sluice.embeddedorg.bulk.IngestJobs}. Knows {@code schema} and {@code store}; HTTP stays in {@code rest}.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0.htm">Bulk API 2.0</a>
 */
package sluice.embeddedorg.bulk;
