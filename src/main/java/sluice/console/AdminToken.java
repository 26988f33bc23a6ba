package sluice.console;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/** The token of {@code admin.token}, without which the service does not start. Thread-safe. */
@Singleton
@Startup
final class AdminToken {
    private final byte[] token;

    /**
     * @throws DefinitionException when there is none
     */
    AdminToken(@ConfigProperty(name = "admin.token") Optional<String> token) {
        this.token = token.orElseThrow(() -> new DefinitionException(
                        new Fault("admin.token", "the token that /api asks for, a long random text", "nothing")))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Compares in constant time. */
    boolean is(String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
