package sluice.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.event.Fault;
import sluice.ledger.DeadLetter;
import sluice.ledger.DeliveryFilter;
import sluice.ledger.DeliveryRow;
import sluice.ledger.Ledger;
import sluice.ledger.Page;
import sluice.ledger.State;

/** {@code GET /api/deliveries} and {@code GET /api/dead-letters}: {@code {"total": 1, "items": [{…}]}}, newest first. */
@Path("/api")
@Produces("application/json")
public final class DeliveriesResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;

    DeliveriesResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Path("/deliveries")
    @Blocking
    @Operation(summary = "The delivery log, newest first")
    public String deliveries(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("mapping") @DefaultValue("") String mapping,
            @QueryParam("messageId") @DefaultValue("") String messageId,
            @QueryParam("offset") @DefaultValue("0") long offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        DeliveryFilter filter = filter(mapping, messageId, offset, limit);
        Page<DeliveryRow> page = ledger.list(state.isEmpty() ? filter : filter.state(state(state)));
        return page(
                page.total(),
                page.items().stream().map(DeliveriesResource::json).toList());
    }

    @GET
    @Path("/dead-letters")
    @Blocking
    @Operation(summary = "The deliveries that were refused for good, with their events, newest first")
    public String deadLetters(
            @QueryParam("mapping") @DefaultValue("") String mapping,
            @QueryParam("messageId") @DefaultValue("") String messageId,
            @QueryParam("offset") @DefaultValue("0") long offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page<DeadLetter> page = ledger.deadLetters(filter(mapping, messageId, offset, limit));
        return page(
                page.total(),
                page.items().stream().map(DeliveriesResource::json).toList());
    }

    private static DeliveryFilter filter(String mapping, String messageId, long offset, int limit) {
        try {
            return DeliveryFilter.all().mapping(mapping).messageId(messageId).page(offset, limit);
        } catch (IllegalArgumentException wrong) {
            throw Requests.wrong(new Fault("query", "offset from 0 and limit from 1 to 1000", wrong.getMessage()));
        }
    }

    private static State state(String name) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Requests.wrong(new Fault(
                        "state", "one of " + Arrays.toString(State.values()).toLowerCase(Locale.ROOT), name)));
    }

    private static String page(long total, List<ObjectNode> items) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("total", total);
        ArrayNode list = page.putArray("items");
        items.forEach(list::add);
        return page.toString();
    }

    private static ObjectNode json(DeadLetter letter) {
        try {
            ObjectNode json = json(letter.delivery());
            json.set("event", JSON.readTree(letter.event().bytes()));
            return json;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ObjectNode json(DeliveryRow row) {
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
