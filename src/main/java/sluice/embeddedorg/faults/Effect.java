package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import sluice.embeddedorg.store.OrgError;

/** What a fault does. */
public sealed interface Effect {
    /** Whether the org does what the request asks, before the client sees the fault. */
    default boolean isAfterWrite() {
        return false;
    }

    /** Another answer. @param body missing for none */
    record Status(int status, Map<String, String> headers, JsonNode body, boolean isAfterWrite) implements Effect {
        public Status {
            headers = Map.copyOf(headers);
        }
    }

    /** The request waits, before it is worked on or before its answer leaves. */
    record Delay(Duration by, boolean isAfterWrite) implements Effect {}

    /** The connection closes without an answer. */
    record Reset(boolean isAfterWrite) implements Effect {}

    /** All sessions end, so that this request and those that follow need a new token. */
    record ExpireSessions() implements Effect {}

    /** 403 REQUEST_LIMIT_EXCEEDED. */
    record SpentBudget() implements Effect {}

    /** A row of whatever call or job fails. @param object empty for all */
    record RowError(String object, OrgError error) implements Effect {}

    /** A job fails after some rows. @param object empty for all */
    record JobError(String object, int afterRows, String message) implements Effect {}
}
