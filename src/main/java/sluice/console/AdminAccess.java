package sluice.console;

import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/**
 * Lets in who shows the admin token: {@code Authorization: Bearer …}. The page of the embedded org, which holds nobody's
 * data, is open.
 */
@Singleton
@jakarta.ws.rs.ext.Provider
public final class AdminAccess implements ContainerRequestFilter {
    private static final String OPEN = "/embedded-org";
    private static final String SCHEME = "Bearer ";

    private final Provider<AdminToken> token;

    /** The filter is made while a native executable is built, the token is not known until it runs. */
    AdminAccess(Provider<AdminToken> token) {
        this.token = token;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(OPEN)) {
            return;
        }
        String header = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElse("");
        boolean shown = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!shown || !token.get().is(header.substring(SCHEME.length()).strip())) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .entity(Map.of(
                            "message",
                            "Authorization: expected Bearer and the admin.token, found "
                                    + (shown ? "another" : "none")))
                    .type("application/json")
                    .build());
        }
    }
}
