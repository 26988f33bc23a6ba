package sluice.console;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.event.Fault;
import sluice.ledger.DeliveryFilter;
import sluice.ledger.DeliveryRow;
import sluice.ledger.Ledger;
import sluice.ledger.Page;
import sluice.ledger.State;

/**
 * The delivery log.
 *
 * <pre>
 * GET /api/deliveries     → {"total": 1, "items": [{"id": 7, "state": "delivered", …}]}, newest first
 * GET /api/deliveries/7   → {"id": 7, …, "event": {…}?}; 404 when the log has none of this id
 * </pre>
 */
@Path("/api/deliveries")
@Produces("application/json")
public final class DeliveriesResource {
    private final Ledger ledger;

    DeliveriesResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Blocking
    @Operation(summary = "The delivery log, newest first")
    public String deliveries(@BeanParam DeliveryQuery query, @QueryParam("state") @DefaultValue("") String state) {
        DeliveryFilter filter = query.filter();
        Page<DeliveryRow> page = ledger.list(state.isEmpty() ? filter : filter.state(state(state)));
        return Paging.page(
                page.total(), page.items().stream().map(DeliveryJson::of).toList());
    }

    @GET
    @Path("/{id: \\d{1,18}}")
    @Blocking
    @Operation(summary = "One delivery, with its event while it is open or dead, later as ledger.payloads says")
    public String delivery(@PathParam("id") long id) {
        return ledger.delivery(id)
                .map(DeliveryJson::of)
                .orElseThrow(
                        () -> Requests.unknown(new Fault("id", "that of a delivery in the log", String.valueOf(id))))
                .toString();
    }

    private static State state(String name) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Requests.wrong(new Fault(
                        "state", "one of " + Arrays.toString(State.values()).toLowerCase(Locale.ROOT), name)));
    }
}
