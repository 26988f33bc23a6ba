package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import sluice.event.JsText;

/** What a lookup found. */
public sealed interface Found {
    /** No record. */
    record None() implements Found {}

    /** The one record. */
    record One(String recordId) implements Found {}

    /** More than one record. */
    record Several(String count) implements Found {}

    /** An answer that is no query result. */
    record Unreadable(String what) implements Found {}

    /**
     * Reads the answer of a query.
     *
     * @param reply {@code {"totalSize": 1, "done": true, "records": [{"attributes": {…}, "Id": "00Q…"}]}}
     */
    static Found in(JsonNode reply) {
        JsonNode total = reply.path("totalSize");
        if (total.isMissingNode()) {
            return new Unreadable("no totalSize");
        }
        if (total.isNumber() && total.doubleValue() == 0) {
            return new None();
        }
        if (total.asDouble() > 1) {
            return new Several(JsText.of(total));
        }
        JsonNode id = reply.path("records").path(0).path("Id");
        return id.isTextual() && !id.textValue().isEmpty()
                ? new One(id.textValue())
                : new Unreadable("one record without Id");
    }
}
