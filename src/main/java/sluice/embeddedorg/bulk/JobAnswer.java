package sluice.embeddedorg.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import sluice.embeddedorg.bulk.IngestJob.State;
import sluice.embeddedorg.store.Values;

/**
 * A job as the API answers it. Each call has members of its own.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm">Create a Job</a>
 */
final class JobAnswer {
    private final String userId;

    JobAnswer(String userId) {
        this.userId = userId;
    }

    /** To a create: with {@code contentUrl} and the CSV's form. */
    ObjectNode created(IngestJob job) {
        return putForm(job, brief(job).put("contentUrl", contentUrl(job)));
    }

    /** To a close or an abort: without the CSV's form. */
    ObjectNode brief(IngestJob job) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", job.id())
                .put("operation", job.operation().wireName())
                .put("object", job.object().name())
                .put("createdById", userId)
                .put("createdDate", Values.text(job.created()))
                .put("systemModstamp", Values.text(job.changed()))
                .put("state", job.state().wireName());
        if (!job.externalIdFieldName().isEmpty()) {
            body.put("externalIdFieldName", job.externalIdFieldName());
        }
        if (!job.assignmentRuleId().isEmpty()) {
            body.put("assignmentRuleId", job.assignmentRuleId());
        }
        return body.put("concurrencyMode", "Parallel").put("contentType", "CSV").put("apiVersion", (double)
                job.apiVersion());
    }

    /** To a get: with counts, once the job is no longer open. */
    ObjectNode full(IngestJob job) {
        ObjectNode body = putForm(job, brief(job).put("jobType", "V2Ingest"));
        if (job.state() == State.OPEN) {
            return body.put("contentUrl", contentUrl(job));
        }
        body.put("retries", 0)
                .put("totalProcessingTime", job.processingMillis())
                .put("apiActiveProcessingTime", job.processingMillis())
                .put("apexProcessingTime", 0)
                .put("numberRecordsProcessed", job.results().size())
                .put("numberRecordsFailed", job.failed());
        return job.errorMessage().isEmpty() ? body : body.put("errorMessage", job.errorMessage());
    }

    /** As a list of jobs shows it. */
    ObjectNode listed(IngestJob job) {
        return putForm(job, brief(job).put("jobType", "V2Ingest"));
    }

    private static ObjectNode putForm(IngestJob job, ObjectNode body) {
        return body.put("lineEnding", job.form().lineEndingName())
                .put("columnDelimiter", job.form().delimiterName());
    }

    private static String contentUrl(IngestJob job) {
        return "services/data/v%d.0/jobs/ingest/%s/batches".formatted(job.apiVersion(), job.id());
    }
}
