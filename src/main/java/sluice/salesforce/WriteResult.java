package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What came of one write. */
public sealed interface WriteResult {
    /**
     * It was done.
     *
     * @param recordId empty where the reply did not tell
     * @param httpStatus the reply's, or what the write alone would have got
     */
    record Written(String recordId, boolean created, int httpStatus) implements WriteResult {}

    /** There was nothing to do. */
    record Skipped(Call.Skip skip) implements WriteResult {}

    /** It was not done, or nobody knows. */
    record Failed(Failure failure) implements WriteResult {}

    /**
     * Of a call that was sent alone, or was none.
     *
     * @param httpStatus the reply's, below 300
     * @param reply {@code {"id": "00Q…", "success": true, "errors": []}}, or a list of one such, where a record may have
     *     been made, else missing;
     *     a text where it was no JSON, so that it is not Salesforce's: a proxy says 200 too when it lets nothing through
     */
    public static WriteResult of(Call call, int httpStatus, JsonNode reply) {
        if (call instanceof Call.Refuse refuse) {
            return new Failed(Failure.of(refuse));
        }
        if (call instanceof Call.Skip skip) {
            return new Skipped(skip);
        }
        if (call instanceof Call.Done done) {
            return new Written(done.recordId(), true, 201);
        }
        if (reply.isTextual()) {
            return new Failed(Failure.unanswered("expected Salesforce's answer, found another one"));
        }
        if (call instanceof Call.Update update) {
            return new Written(update.recordId(), false, httpStatus);
        }
        if (call instanceof Call.Delete delete) {
            return new Written(delete.recordId(), false, httpStatus);
        }
        boolean isShared = reply.isArray() && reply.size() == 1;
        return isShared ? ofShared(call, reply.path(0)) : made(call, httpStatus, reply);
    }

    /**
     * Of one record in a shared call, with the status that it alone would have got. For an update 404 may also mean that
     * something is gone to which its body refers.
     *
     * @param result {@code {"id": "00Q…", "success": false, "errors": [{"statusCode": "…", "message": "…", "fields": []}]}}
     */
    static WriteResult ofShared(Call call, JsonNode result) {
        if (!result.path("success").asBoolean()) {
            boolean namesRecord = call instanceof Call.Update || call instanceof Call.Delete;
            return new Failed(namesRecord ? Failure.ofRecord(errors(result)) : Failure.ofBody(errors(result)));
        }
        boolean created = call instanceof Call.Create || result.path("created").asBoolean();
        int updated = call instanceof Call.Upsert ? 200 : 204;
        return new Written(result.path("id").asText(""), created, created ? 201 : updated);
    }

    private static WriteResult made(Call call, int httpStatus, JsonNode reply) {
        JsonNode success = reply.path("success");
        if (success.isBoolean() && !success.booleanValue()) {
            return new Failed(Failure.ofBody(errors(reply)));
        }
        boolean created = call instanceof Call.Create || reply.path("created").asBoolean(httpStatus == 201);
        return new Written(reply.path("id").asText(""), created, httpStatus);
    }

    private static List<ApiError> errors(JsonNode result) {
        List<ApiError> errors = new ArrayList<>();
        for (JsonNode error : result.path("errors")) {
            List<String> fields = StreamSupport.stream(error.path("fields").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            errors.add(new ApiError(
                    error.path("statusCode").asText("NOT_WRITTEN"),
                    error.path("message").asText(""),
                    fields));
        }
        return errors;
    }
}
