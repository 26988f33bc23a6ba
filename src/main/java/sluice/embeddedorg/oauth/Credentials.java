package sluice.embeddedorg.oauth;

import java.util.Optional;

/**
 * What the org accepts. Whatever is empty here accepts any non-empty value.
 *
 * @param refreshToken the one a client may begin with; where empty, any unknown one begins a chain
 * @param rotateRefreshTokens each refresh gives a new refresh token, and reusing an old one revokes the whole chain
 */
public record Credentials(
        Optional<String> clientId,
        Optional<String> clientSecret,
        Optional<String> userName,
        Optional<String> password,
        Optional<String> refreshToken,
        boolean rotateRefreshTokens) {

    /** Accepts everybody. */
    public static Credentials any() {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
