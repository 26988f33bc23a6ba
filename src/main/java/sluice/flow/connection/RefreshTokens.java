package sluice.flow.connection;

import java.util.Optional;

/**
 * Keeps the newest refresh token where a restart finds it: with rotation a token that was used once more revokes all
 * that followed from it.
 */
interface RefreshTokens {
    /** The token that followed from the configured one; empty where that is still good, or was replaced. */
    Optional<String> newest(String configured);

    /** On disk when this returns. */
    void keep(String configured, String newest);
}
