package sluice.embeddedorg;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** {@code GET /embedded-org}: the records of the embedded org, for a person who tries the service. */
@Path("/embedded-org")
public final class EmbeddedOrgPage {
    private final EmbeddedOrgInService org;

    EmbeddedOrgPage(EmbeddedOrgInService org) {
        this.org = org;
    }

    @GET
    @Blocking
    @Produces("text/html;charset=UTF-8")
    public Response records() {
        return org.page().map(page -> Response.ok(page).build()).orElseGet(() -> Response.status(
                        Response.Status.NOT_FOUND)
                .entity("The embedded org is not in use: records go to the configured Salesforce org.")
                .build());
    }
}
