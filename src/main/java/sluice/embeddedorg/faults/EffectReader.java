package sluice.embeddedorg.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.store.OrgError;

/** Reads a fault's effect from its definition; {@link Faults} explains the form. */
final class EffectReader {
    private EffectReader() {}

    /** Empty if the kind is unknown. */
    static Optional<Effect> read(JsonNode definition) {
        boolean afterWrite = definition.path("at").asText().equals("after");
        String object = definition.path("object").asText();
        return switch (definition.path("kind").asText()) {
            case "status" -> Optional.of(status(definition, afterWrite));
            case "delay" ->
                Optional.of(new Effect.Delay(
                        Duration.ofMillis(definition.path("delayMs").asLong()), afterWrite));
            case "reset" -> Optional.of(new Effect.Reset(afterWrite));
            case "expireSessions" -> Optional.of(new Effect.ExpireSessions());
            case "spentBudget" -> Optional.of(new Effect.SpentBudget());
            case "row" -> Optional.of(new Effect.RowError(object, rowError(definition)));
            case "job" ->
                Optional.of(new Effect.JobError(
                        object,
                        definition.path("afterRows").asInt(),
                        definition.path("message").asText("InternalServerError : Unable to process the job")));
            default -> Optional.empty();
        };
    }

    private static Effect status(JsonNode definition, boolean afterWrite) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, JsonNode> header : definition.path("headers").properties()) {
            headers.put(header.getKey(), header.getValue().asText());
        }
        int status = definition.path("status").asInt(503);
        JsonNode body = definition.path("body");
        return new Effect.Status(status, headers, body.isMissingNode() ? standardBody(status) : body, afterWrite);
    }

    private static JsonNode standardBody(int status) {
        OrgError error = status == 503
                ? OrgError.ofRequest("SERVER_UNAVAILABLE", "We are down for maintenance.")
                : OrgError.ofRequest("UNKNOWN_EXCEPTION", "An unexpected error occurred.");
        return JsonNodeFactory.instance.arrayNode().add(error.asReply());
    }

    private static OrgError rowError(JsonNode definition) {
        List<String> fields = new ArrayList<>();
        definition.path("fields").forEach(field -> fields.add(field.asText()));
        return OrgError.ofWrite(
                definition.path("errorCode").asText("UNABLE_TO_LOCK_ROW"),
                definition.path("message").asText("unable to obtain exclusive access to this record"),
                fields.toArray(String[]::new));
    }
}
