package sluice.flow.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import sluice.ledger.Settlement;
import sluice.salesforce.BatchCall;

/** What a job needs next: a call to Salesforce, or that outcomes are written down. */
sealed interface JobCall {
    /** A query, or its next page. */
    record Lookup(BatchCall call) implements JobCall {}

    /** {@code POST …/jobs/ingest}. */
    record Create(ObjectNode body) implements JobCall {}

    /** {@code PUT …/jobs/ingest/{jobId}/batches}. */
    record Upload(String jobId, Path csv) implements JobCall {}

    /** {@code PATCH …/jobs/ingest/{jobId}}: closes or aborts it. */
    record Change(String jobId, ObjectNode body) implements JobCall {}

    /** {@code GET …/jobs/ingest/{jobId}}. */
    record Get(String jobId) implements JobCall {}

    /** {@code GET …/jobs/ingest}, or a further page of it. */
    record ListJobs(String path) implements JobCall {}

    /**
     * {@code GET …/jobs/ingest/{jobId}/{results}}.
     *
     * @param results {@code successfulResults}, {@code failedResults} or {@code unprocessedrecords}
     */
    record Download(String jobId, String results, Path target) implements JobCall {}

    /** Outcomes for the ledger. */
    record Settle(List<Settlement> settlements) implements JobCall {
        public Settle {
            settlements = List.copyOf(settlements);
        }
    }
}
