package sluice.salesforce.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An ingest job as Salesforce tells of it.
 *
 * <pre>
 * {"id": "7505e…", "state": "JobComplete", "object": "Lead", "operation": "upsert", "createdById": "0055e…",
 *  "createdDate": "2026-03-01T10:00:00.000+0000", "numberRecordsProcessed": 5000, "numberRecordsFailed": 3, "retries": 0}
 * </pre>
 *
 * @param state empty where it is one that we do not know
 * @param created empty where the answer does not say
 * @param errorMessage why it failed as a whole; empty where it did not
 * @param processed rows, failed ones among them; 0 while it is open
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_info.htm">Get Job Info</a>
 */
public record IngestJob(
        String id,
        Optional<State> state,
        String object,
        String operation,
        String createdById,
        Optional<Instant> created,
        String errorMessage,
        long processed,
        long failed,
        long retries) {
    /** {@code 2026-03-01T10:00:00.000+0000}; offsets with a colon and Z are taken too. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /** In the order of a job's life; the last three are its end. */
    public enum State {
        OPEN("Open"),
        UPLOAD_COMPLETE("UploadComplete"),
        IN_PROGRESS("InProgress"),
        JOB_COMPLETE("JobComplete"),
        FAILED("Failed"),
        ABORTED("Aborted");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As the API spells it. */
        public String word() {
            return word;
        }

        /** Whether nothing more happens to the job. */
        public boolean isFinal() {
            return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
        }

        static Optional<State> of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst();
        }
    }

    public IngestJob {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(created);
    }

    /** Reads an answer about one job, or an item of a list of jobs; members that are missing count as empty or 0. */
    public static IngestJob of(JsonNode answer) {
        return new IngestJob(
                answer.path("id").asText(""),
                State.of(answer.path("state").asText("")),
                answer.path("object").asText(""),
                answer.path("operation").asText(""),
                answer.path("createdById").asText(""),
                instant(answer.path("createdDate").asText("")),
                answer.path("errorMessage").asText(""),
                answer.path("numberRecordsProcessed").asLong(),
                answer.path("numberRecordsFailed").asLong(),
                answer.path("retries").asLong());
    }

    /** Whether nothing more happens to it. */
    public boolean isOver() {
        return state.filter(State::isFinal).isPresent();
    }

    /**
     * Whether the data file was refused as such, so that the same again would be refused again:
     * {@code InvalidBatch : Field name not found : X__c}.
     */
    public boolean isInvalidBatch() {
        return errorMessage.startsWith("InvalidBatch") || errorMessage.startsWith("ClientInputError");
    }

    /**
     * Whether the org's batches of 24 hours were used up while the job was under way: what was left is not processed.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0_errors.htm">
     *     Errors</a>
     */
    public boolean isBeyondAllowance() {
        return errorMessage.startsWith("ExceededQuota");
    }

    /** The field that an {@link #isInvalidBatch invalid batch} does not know, where it says so. */
    public Optional<String> unknownField() {
        String marker = "Field name not found : ";
        int at = errorMessage.indexOf(marker);
        return at < 0
                ? Optional.empty()
                : Optional.of(errorMessage.substring(at + marker.length()).strip());
    }

    /**
     * The body of {@code POST …/jobs/ingest} that creates a job for a lane.
     *
     * <pre>
     * {"object": "Lead", "operation": "upsert", "externalIdFieldName": "External_Id__c", "contentType": "CSV",
     *  "lineEnding": "LF", "columnDelimiter": "COMMA", "assignmentRuleId": "01Q…"}
     * </pre>
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm">Create a Job</a>
     */
    public static ObjectNode creation(Lane lane, Optional<String> assignmentRuleId) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("object", lane.sObject())
                .put("operation", lane.operation().word());
        if (lane.operation() == JobOperation.UPSERT) {
            body.put("externalIdFieldName", lane.keyField().orElseThrow());
        }
        body.put("contentType", "CSV").put("lineEnding", "LF").put("columnDelimiter", "COMMA");
        assignmentRuleId.ifPresent(id -> body.put("assignmentRuleId", id));
        return body;
    }

    /** The body of {@code PATCH …/jobs/ingest/{id}} that closes ({@code UPLOAD_COMPLETE}) or aborts a job. */
    public static ObjectNode change(State to) {
        return JsonNodeFactory.instance.objectNode().put("state", to.word());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text, DATE_TIME).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
