package sluice.console;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * Lets in who shows the admin token: {@code Authorization: Bearer …}. Compared in constant time. The page of the embedded
 * org, which holds nobody's data, is open.
 */
@Provider
@Singleton
@Startup
final class AdminAccess implements ContainerRequestFilter {
    private static final String OPEN = "/embedded-org";
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    /**
     * @throws DefinitionException when there is no token
     */
    AdminAccess(@ConfigProperty(name = "admin.token") Optional<String> token) {
        this.token = token.orElseThrow(() -> new DefinitionException(
                        new Fault("admin.token", "the token that /api asks for, a long random text", "nothing")))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(OPEN)) {
            return;
        }
        String header = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElse("");
        boolean shown = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] given = (shown ? header.substring(SCHEME.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(token, given)) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .entity(Map.of("message", "expected Authorization: Bearer and the admin.token, found another"))
                    .type("application/json")
                    .build());
        }
    }
}
