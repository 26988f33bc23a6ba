package sluice.embeddedorg.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One of Salesforce's errors, in each of the three forms that it takes on the wire.
 *
 * <p>{@code {"message": "…", "errorCode": "STRING_TOO_LONG", "fields": ["LastName"]}}
 *
 * @param code {@code REQUIRED_FIELD_MISSING}
 * @param namesFields whether the reply of a single call has the member {@code fields}: errors of a write have it, even
 *     empty; errors of the request have not
 */
public record OrgError(String code, String message, boolean namesFields, List<String> fields) {
    public OrgError {
        fields = List.copyOf(fields);
    }

    /** An error of the request: its form, a name in it, the query. */
    public static OrgError ofRequest(String code, String message) {
        return new OrgError(code, message, false, List.of());
    }

    /** An error of the write itself. */
    public static OrgError ofWrite(String code, String message, String... fields) {
        return new OrgError(code, message, true, List.of(fields));
    }

    public static OrgError notFound() {
        return ofRequest("NOT_FOUND", "The requested resource does not exist");
    }

    /** As a single call answers it. */
    public ObjectNode asReply() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        if (code.equals("NOT_FOUND")) {
            error.put("errorCode", code).put("message", message);
        } else {
            error.put("message", message).put("errorCode", code);
        }
        if (namesFields) {
            error.set("fields", fieldArray());
        }
        return error;
    }

    /** As an item of a collections call answers it. */
    public ObjectNode asItem() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("statusCode", code).put("message", message);
        error.set("fields", fieldArray());
        return error;
    }

    /** As the column {@code sf__Error} of a job's failed results holds it: {@code CODE:message:fields --}, without fields {@code CODE:message:--}. */
    public String asResultCell() {
        return code + ":" + message + ":" + (fields.isEmpty() ? "--" : String.join(" ", fields) + " --");
    }

    private ArrayNode fieldArray() {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        fields.forEach(names::add);
        return names;
    }
}
