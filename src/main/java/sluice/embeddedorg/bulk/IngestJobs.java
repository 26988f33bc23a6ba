package sluice.embeddedorg.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import sluice.embeddedorg.bulk.IngestJob.State;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.Records;

/**
 * All ingest jobs: created, filled, closed, followed, deleted. The last 500 are kept, and of their
 * CSV 256 MB. Callers synchronise on the records;
 * processing does so by itself.
 */
public final class IngestJobs {
    private static final int MAX_JOBS = 500;
    private static final int MAX_OPEN_JOBS = 500;
    private static final long MAX_BYTES = 256L << 20;

    private final Records records;
    private final JobProcessor processor;
    private final JobAnswer answers;
    private final Clock clock;
    private final Map<String, IngestJob> jobs = new LinkedHashMap<>();
    private long lastNumber;

    /**
     * @param worker one thread; the caller stops it
     * @param chunkDelay how long processing waits before each 200 rows
     * @param userId who is shown as {@code createdById}
     */
    public IngestJobs(
            Records records,
            RecordWriter writer,
            JobFaults faults,
            Clock clock,
            ScheduledExecutorService worker,
            Duration chunkDelay,
            String userId) {
        this.records = records;
        this.processor = new JobProcessor(records, writer, faults, clock, worker, chunkDelay);
        this.answers = new JobAnswer(userId);
        this.clock = clock;
    }

    /** @param definition {@code {"object": "Lead", "operation": "upsert", "externalIdFieldName": "External_Id__c", …}} */
    public ObjectNode create(JsonNode definition, int apiVersion) {
        ObjectType type = object(definition.path("object").asText());
        Operation operation = Operation.of(definition.path("operation").asText())
                .orElseThrow(() -> invalid(
                        "Unsupported operation: " + definition.path("operation").asText()));
        String contentType = definition.path("contentType").asText("CSV");
        CsvForm form = CsvForm.of(
                        definition.path("columnDelimiter").asText("COMMA"),
                        definition.path("lineEnding").asText("LF"))
                .filter(known -> contentType.equals("CSV"))
                .orElseThrow(() -> invalid("Unsupported contentType, columnDelimiter or lineEnding"));
        String key = operation == Operation.UPSERT ? key(type, definition) : "";
        IngestJob job = new IngestJob(
                RecordId.of("750", ++lastNumber),
                type,
                operation,
                key,
                definition.path("assignmentRuleId").asText(),
                form,
                apiVersion,
                clock.instant());
        jobs.put(job.id(), job);
        forgetOldest();
        return answers.created(job);
    }

    /** One upload a job, while it is open. */
    public void upload(String id, byte[] csv) {
        IngestJob job = job(id);
        if (job.hasContent()) {
            throw OrgException.badRequest(
                    "BULK_API_ERROR",
                    "Found multiple contents for job: <" + job.id()
                            + ">, please 'Close' / 'Abort' / 'Delete' the current"
                            + " Job then create a new Job and make sure you only do 'PUT' once on a given Job.");
        }
        if (job.state() != State.OPEN) {
            throw invalidState("Uploading to a job that is " + job.state().wireName() + " not allowed");
        }
        job.receive(csv);
        forgetOldest();
    }

    /** @param state {@code UploadComplete} or {@code Aborted} */
    public ObjectNode change(String id, String state) {
        IngestJob job = job(id);
        if (state.equals(State.UPLOAD_COMPLETE.wireName())) {
            require(job, "Closing", job.state() == State.OPEN);
            job.enter(State.UPLOAD_COMPLETE, clock.instant());
            processor.submit(job);
        } else if (state.equals(State.ABORTED.wireName())) {
            require(job, "Aborting", !job.state().isFinal());
            processor.stop(job);
        } else {
            throw invalid("Unsupported state: " + state);
        }
        return answers.brief(job);
    }

    public ObjectNode get(String id) {
        return answers.full(job(id));
    }

    public ObjectNode list() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("done", true);
        ArrayNode list = body.putArray("records");
        jobs.values().forEach(job -> list.add(answers.listed(job)));
        return body.putNull("nextRecordsUrl");
    }

    /** Anything but an open job or one in progress. */
    public void delete(String id) {
        IngestJob job = job(id);
        if (job.state() == State.OPEN || job.state() == State.IN_PROGRESS) {
            throw invalidState("Deleting a job that is " + job.state().wireName() + " not allowed");
        }
        if (job.state() == State.UPLOAD_COMPLETE) {
            job.enter(State.ABORTED, clock.instant());
        }
        jobs.remove(job.id());
    }

    /** {@code "sf__Id","sf__Created",…} */
    public String successfulResults(String id) {
        return results(id, ResultFiles::successful);
    }

    /** {@code "sf__Id","sf__Error",…} */
    public String failedResults(String id) {
        return results(id, ResultFiles::failed);
    }

    public String unprocessedRecords(String id) {
        return results(id, ResultFiles::unprocessed);
    }

    /** Forgets all jobs; those in progress stop at their next chunk. */
    public void clear() {
        jobs.values().stream()
                .filter(job -> !job.state().isFinal())
                .forEach(job -> job.enter(State.ABORTED, clock.instant()));
        jobs.clear();
    }

    private String results(String id, Function<ResultFiles, String> file) {
        IngestJob job = job(id);
        if (!job.state().isFinal()) {
            throw invalidState("Results of a job that is " + job.state().wireName() + " are not available");
        }
        return file.apply(new ResultFiles(job));
    }

    private IngestJob job(String id) {
        return RecordId.parse(id).map(jobs::get).orElseThrow(OrgException::notFound);
    }

    private ObjectType object(String name) {
        return records.schema()
                .object(name)
                .orElseThrow(() -> OrgException.badRequest("INVALIDENTITY", "Unable to find object: " + name));
    }

    private static String key(ObjectType type, JsonNode definition) {
        String name = definition.path("externalIdFieldName").asText();
        if (name.isEmpty()) {
            throw invalid(
                    "External ID was blank for " + type.name() + ". An External ID must be specified for upsert.");
        }
        return type.field(name)
                .filter(Field::identifiesRecords)
                .map(Field::name)
                .orElseThrow(() -> invalid(
                        "Field name provided, %s does not match an External ID for %s".formatted(name, type.name())));
    }

    /** Finished jobs go first; open ones only when there are too many of them. */
    private void forgetOldest() {
        long bytes = jobs.values().stream().mapToLong(IngestJob::uploadedBytes).sum();
        Iterator<IngestJob> oldest = List.copyOf(jobs.values()).iterator();
        while (oldest.hasNext() && (jobs.size() > MAX_JOBS || bytes > MAX_BYTES)) {
            IngestJob job = oldest.next();
            if (job.state().isFinal() || jobs.size() > MAX_JOBS + MAX_OPEN_JOBS) {
                jobs.remove(job.id());
                bytes -= job.uploadedBytes();
            }
        }
    }

    private static void require(IngestJob job, String verb, boolean allowed) {
        if (!allowed) {
            String state = job.state() == State.JOB_COMPLETE
                    ? "Completed"
                    : job.state().wireName();
            throw invalidState("%s already %s Job not allowed".formatted(verb, state));
        }
    }

    private static OrgException invalid(String message) {
        return OrgException.badRequest("INVALIDJOB", "InvalidJob : " + message);
    }

    private static OrgException invalidState(String message) {
        return OrgException.badRequest("INVALIDJOBSTATE", message);
    }
}
