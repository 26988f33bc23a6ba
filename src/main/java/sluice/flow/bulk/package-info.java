/**
 * Ingest jobs: the beans of the routes {@code write-batches} (the aggregator's repository, a view of the ledger's groups)
 * and {@code send-jobs} (from the rows of a group to their outcomes). Entry classes: {@link sluice.flow.bulk.JobSender},
 * which makes one call after the other, and the {@link sluice.flow.bulk.JobPhase}s, which say which one comes next.
 */
package sluice.flow.bulk;
