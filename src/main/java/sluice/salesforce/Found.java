package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import sluice.event.JsText;

/** What a lookup found. */
public sealed interface Found {
    /** No record. */
    record None() implements Found {}

    /**
     * The one record.
     *
     * @param row what the lookup selected of it; missing where only the id is known
     */
    record One(String recordId, JsonNode row) implements Found {
        public One(String recordId) {
            this(recordId, MissingNode.getInstance());
        }
    }

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
        JsonNode row = reply.path("records").path(0);
        JsonNode id = row.path("Id");
        return id.isTextual() && !id.textValue().isEmpty()
                ? new One(id.textValue(), row)
                : new Unreadable("one record without Id");
    }
}
