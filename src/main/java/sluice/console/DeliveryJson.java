package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import sluice.ledger.DeadLetter;
import sluice.ledger.DeliveryRow;
import sluice.ledger.EventBody;
import sluice.ledger.LoggedDelivery;

/** Deliveries as {@code /api} lists them. */
final class DeliveryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeliveryJson() {}

    static ObjectNode of(DeadLetter letter) {
        return of(letter.delivery()).set("event", json(letter.event()));
    }

    /** Without {@code event} where none is kept. */
    static ObjectNode of(LoggedDelivery logged) {
        ObjectNode json = of(logged.delivery());
        logged.event().ifPresent(event -> json.set("event", json(event)));
        return json;
    }

    private static JsonNode json(EventBody event) {
        try {
            return JSON.readTree(event.bytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ObjectNode of(DeliveryRow row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", row.id())
                .put("source", row.source())
                .put("messageId", row.messageId())
                .put("mapping", row.mapping())
                .put("action", row.action())
                .put("operation", row.answer().operation())
                .put("sObject", row.answer().sObject())
                .put("state", row.state().name().toLowerCase(Locale.ROOT))
                .put("attempts", row.attempts())
                .put("uncertain", row.uncertain())
                .put("recordId", row.answer().recordId())
                .put("created", row.answer().created())
                .put("httpStatus", row.answer().httpStatus())
                .put("errorCode", row.answer().errorCode())
                .put("message", row.answer().message());
        row.answer().fields().forEach(json.putArray("fields")::add);
        return json.put("apiCalls", row.answer().apiCalls())
                .put("receivedAt", row.receivedAt().toString())
                .put("dueAt", row.dueAt().toString())
                .put("changedAt", row.changedAt().toString());
    }
}
