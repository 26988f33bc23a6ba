package sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.ledger.DeadLetter;
import sluice.ledger.Ledger;
import sluice.ledger.Page;
import sluice.ledger.Placing;
import sluice.ledger.Replay;

/**
 * The dead letters: listed newest first as {@code {"total": 1, "items": [{…, "event": {…}}]}}, replayed, discarded.
 *
 * <pre>
 * POST /api/dead-letters/replay  {"ids": [1, 2]} or {"filter": {"mapping": "leads"}}, "force"?: true
 * → {"replayed": 2, "overtaken": 0, "uncertain": 1}
 * POST /api/dead-letters/discard {"ids": [1, 2]} or {"filter": {}}
 * → {"discarded": 2}
 * </pre>
 *
 * {@code overtaken} ones were left: a later delivery of their record was written. {@code uncertain} ones were replayed and
 * may have been written before: a create among them is made only when it is proven absent, as {@code uncertainCreate} of
 * its mapping says, and else is dead again. {@code force} replays the overtaken too and takes none for uncertain: for who
 * has looked into the org. Who is replayed gets a new id.
 */
@Path("/api/dead-letters")
@Produces("application/json")
public final class DeadLettersResource {
    private final Ledger ledger;
    private final Placing keys;

    DeadLettersResource(Ledger ledger, Placing keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    @GET
    @Blocking
    @Operation(summary = "The deliveries that were refused for good, with their events, newest first")
    public String deadLetters(@BeanParam DeliveryQuery query) {
        Page<DeadLetter> page = ledger.deadLetters(query.filter());
        return Paging.page(
                page.total(), page.items().stream().map(DeliveryJson::of).toList());
    }

    @POST
    @Path("/replay")
    @Blocking
    @Operation(
            summary = "Lets dead letters wait again, at the end of their record's order",
            description =
                    """
                    Those that may have been written already (uncertain) stay uncertain: a create is made again only when \
                    it is proven absent, as options.uncertainCreate of its mapping says; by default it is dead again. \
                    Those that a later delivery of their record has overtaken are left. With force both are written \
                    all the same: look into the org before.""")
    public Replay replay(String body) {
        JsonNode call = Requests.read(body, Set.of("ids", "filter", "force"));
        return ledger.replay(DeadLetterChoice.of(call), call.path("force").asBoolean(false), keys);
    }

    @POST
    @Path("/discard")
    @Blocking
    @Operation(summary = "Throws dead letters away with their events")
    public Map<String, Integer> discard(String body) {
        return Map.of("discarded", ledger.discard(DeadLetterChoice.of(Requests.read(body, Set.of("ids", "filter")))));
    }
}
