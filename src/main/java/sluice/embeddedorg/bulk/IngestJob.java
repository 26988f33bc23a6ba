package sluice.embeddedorg.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sluice.embeddedorg.schema.ObjectType;

/** One job with its rows and what became of them. Guarded by the monitor of the records. */
final class IngestJob {
    /** In the order of a job's life. */
    enum State {
        OPEN("Open"),
        UPLOAD_COMPLETE("UploadComplete"),
        IN_PROGRESS("InProgress"),
        ABORTED("Aborted"),
        JOB_COMPLETE("JobComplete"),
        FAILED("Failed");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        boolean isFinal() {
            return this == ABORTED || this == JOB_COMPLETE || this == FAILED;
        }
    }

    /**
     * What became of one row.
     *
     * @param id empty where it is not known
     * @param error {@code CODE:message:fields --}; empty for a row that succeeded
     */
    record RowResult(String id, boolean created, String error) {
        boolean isFailed() {
            return !error.isEmpty();
        }
    }

    private final String id;
    private final ObjectType object;
    private final Operation operation;
    private final String externalIdFieldName;
    private final String assignmentRuleId;
    private final CsvForm form;
    private final int apiVersion;
    private final Instant created;
    private final List<RowResult> results = new ArrayList<>();
    private State state = State.OPEN;
    private Instant changed;
    private byte[] csv;
    private int uploadedBytes;
    private Upload upload = Upload.none();
    private int failed;
    private String errorMessage = "";
    private long processingMillis;

    IngestJob(
            String id,
            ObjectType object,
            Operation operation,
            String externalIdFieldName,
            String assignmentRuleId,
            CsvForm form,
            int apiVersion,
            Instant created) {
        this.id = id;
        this.object = object;
        this.operation = operation;
        this.externalIdFieldName = externalIdFieldName;
        this.assignmentRuleId = assignmentRuleId;
        this.form = form;
        this.apiVersion = apiVersion;
        this.created = created;
        this.changed = created;
    }

    String id() {
        return id;
    }

    ObjectType object() {
        return object;
    }

    Operation operation() {
        return operation;
    }

    /** Empty unless the operation is an upsert. */
    String externalIdFieldName() {
        return externalIdFieldName;
    }

    String assignmentRuleId() {
        return assignmentRuleId;
    }

    CsvForm form() {
        return form;
    }

    int apiVersion() {
        return apiVersion;
    }

    Instant created() {
        return created;
    }

    Instant changed() {
        return changed;
    }

    State state() {
        return state;
    }

    void enter(State next, Instant now) {
        state = next;
        changed = now;
    }

    void fail(String message, Instant now) {
        errorMessage = message;
        enter(State.FAILED, now);
    }

    String errorMessage() {
        return errorMessage;
    }

    boolean hasContent() {
        return csv != null;
    }

    /** Null until uploaded and again once read. */
    byte[] csv() {
        return csv;
    }

    void receive(byte[] content) {
        csv = content;
        uploadedBytes = content.length;
    }

    int uploadedBytes() {
        return uploadedBytes;
    }

    void read(Upload rows) {
        upload = rows;
        csv = new byte[0];
    }

    Upload upload() {
        return upload;
    }

    /** Of the rows from the first on; the rows beyond are unprocessed. */
    List<RowResult> results() {
        return results;
    }

    void add(RowResult result) {
        results.add(result);
        if (result.isFailed()) {
            failed++;
        }
    }

    int failed() {
        return failed;
    }

    long processingMillis() {
        return processingMillis;
    }

    void spend(long millis) {
        processingMillis += millis;
    }
}
