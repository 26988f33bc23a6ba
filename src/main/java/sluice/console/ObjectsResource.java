package sluice.console;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import sluice.event.Fault;
import sluice.salesforce.FieldSummary;
import sluice.salesforce.ObjectSummary;
import sluice.salesforce.OrgCallException;
import sluice.salesforce.OrgCatalog;

/**
 * What the org has, for whoever writes a mapping; asked anew with each call.
 *
 * <pre>
 * GET /api/objects               → {"total": 1, "items": [{"name": "Lead", "label": "Lead", "createable": true, …}]}
 * GET /api/objects/Lead/fields   → {"total": 1, "items": [{"name": "Email", "type": "email", "required": false, …}]}
 * </pre>
 *
 * What the org refuses, {@link OrgCallAnswer} tells.
 */
@Path("/api/objects")
@Produces("application/json")
@RegisterForReflection(targets = {ObjectSummary.class, FieldSummary.class})
public final class ObjectsResource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    private final OrgCatalog catalog;

    ObjectsResource(OrgCatalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Blocking
    @Operation(summary = "The objects of the org")
    public String objects(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("1000") String limit)
            throws OrgCallException {
        return Paging.of(offset, limit).page(catalog.objects());
    }

    @GET
    @Path("/{name}/fields")
    @Blocking
    @Operation(summary = "The fields of an object")
    public String fields(
            @PathParam("name") String name,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("1000") String limit)
            throws OrgCallException {
        if (!NAME.matcher(name).matches()) {
            throw Requests.wrong(new Fault("name", "the API name of an object", "something else"));
        }
        return Paging.of(offset, limit).page(catalog.fields(name));
    }
}
