package sluice.embeddedorg.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /services/oauth2/token} and {@code /revoke}: user name-password, refresh token, client credentials and JWT bearer.
 * A JWT's form, audience, issuer, subject and end are checked, its signature is not. Answers have no {@code expires_in},
 * as Salesforce's have not. Safe for threads.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm">OAuth authorization flows</a>
 */
public final class TokenEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sessions sessions;
    private final Credentials credentials;
    private final Clock clock;
    private final String identityPath;

    /** @param identityPath {@code /id/00D…/005…} */
    public TokenEndpoint(Sessions sessions, Credentials credentials, Clock clock, String identityPath) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.clock = clock;
        this.identityPath = identityPath;
    }

    /**
     * @param form the decoded parameters
     * @param instanceUrl where the client shall send its calls
     */
    public TokenAnswer token(Map<String, String> form, URI instanceUrl) {
        TokenAnswer answer = token(form);
        if (answer.status() == 200) {
            answer.body().put("instance_url", instanceUrl.toString()).put("id", instanceUrl + identityPath);
        }
        return answer;
    }

    private TokenAnswer token(Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        return switch (grant) {
            case "password" -> checkClient(form, true).orElseGet(() -> password(form));
            case "refresh_token" -> checkClient(form, false).orElseGet(() -> refresh(form));
            case "client_credentials" -> checkClient(form, true).orElseGet(() -> opened(true, true));
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> jwt(form.getOrDefault("assertion", ""));
            case "" -> TokenAnswer.refused("invalid_request", "missing required parameter: grant_type");
            default -> TokenAnswer.refused("unsupported_grant_type", "grant type not supported");
        };
    }

    /** Ends a session, or a refresh token with all that followed from it. */
    public TokenAnswer revoke(Map<String, String> form) {
        return sessions.revoke(form.getOrDefault("token", ""))
                ? new TokenAnswer(200, JsonNodeFactory.instance.objectNode())
                : TokenAnswer.refused("unsupported_token_type", "this token type is not supported");
    }

    private Optional<TokenAnswer> checkClient(Map<String, String> form, boolean secretRequired) {
        if (!accepts(credentials.clientId(), form.get("client_id"))) {
            return Optional.of(TokenAnswer.refused("invalid_client_id", "client identifier invalid"));
        }
        boolean given = secretRequired || form.containsKey("client_secret");
        if (given && !accepts(credentials.clientSecret(), form.get("client_secret"))) {
            return Optional.of(TokenAnswer.refused("invalid_client", "invalid client credentials"));
        }
        return Optional.empty();
    }

    private TokenAnswer password(Map<String, String> form) {
        boolean known = accepts(credentials.userName(), form.get("username"))
                && accepts(credentials.password(), form.get("password"));
        return known ? opened(true, false) : TokenAnswer.refused("invalid_grant", "authentication failure");
    }

    private TokenAnswer refresh(Map<String, String> form) {
        String token = form.getOrDefault("refresh_token", "");
        if (!token.isEmpty() && credentials.refreshToken().map(token::equals).orElse(true)) {
            sessions.adopt(token);
        }
        return sessions.refresh(token, credentials.rotateRefreshTokens())
                .map(refreshed -> {
                    ObjectNode body = answer(refreshed.accessToken(), true, true);
                    refreshed.newRefreshToken().ifPresent(next -> body.put("refresh_token", next));
                    return new TokenAnswer(200, body);
                })
                .orElseGet(() -> TokenAnswer.refused("invalid_grant", "expired access/refresh token"));
    }

    private TokenAnswer jwt(String assertion) {
        Optional<JsonNode> claims = claims(assertion);
        if (claims.isEmpty()) {
            return TokenAnswer.refused("invalid_grant", "invalid assertion");
        }
        JsonNode claim = claims.get();
        if (!accepts(credentials.clientId(), claim.path("iss").asText())) {
            return TokenAnswer.refused("invalid_client_id", "client identifier invalid");
        }
        if (!accepts(credentials.userName(), claim.path("sub").asText())) {
            return TokenAnswer.refused("invalid_grant", "user hasn't approved this consumer");
        }
        if (claim.path("aud").asText().isEmpty()) {
            return TokenAnswer.refused("invalid_grant", "audience is invalid");
        }
        return claim.path("exp").asLong() < clock.instant().getEpochSecond()
                ? TokenAnswer.refused("invalid_grant", "expired authorization code")
                : opened(false, true);
    }

    private static Optional<JsonNode> claims(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return header.path("alg").asText().equals("RS256") && claims.isObject()
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private TokenAnswer opened(boolean signed, boolean scoped) {
        return new TokenAnswer(200, answer(sessions.open(), signed, scoped));
    }

    /** Only the JWT flow answers without a signature and the time of issue, only the password flow without a scope. */
    private ObjectNode answer(String accessToken, boolean signed, boolean scoped) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", accessToken);
        if (signed) {
            body.put("signature", Base64.getEncoder().encodeToString(new byte[32]));
        }
        if (scoped) {
            body.put("scope", "api");
        }
        body.put("token_type", "Bearer");
        if (signed) {
            body.put("issued_at", String.valueOf(clock.millis()));
        }
        return body;
    }

    static boolean accepts(Optional<String> expected, String given) {
        return given != null && !given.isEmpty() && expected.map(given::equals).orElse(true);
    }
}
