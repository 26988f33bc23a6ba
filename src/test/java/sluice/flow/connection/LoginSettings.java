package sluice.flow.connection;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings of a test; begins with none but the timeout, and with other hosts than Salesforce's let through. */
record LoginSettings(
        Optional<String> loginUrl,
        boolean sandbox,
        Optional<String> clientId,
        Optional<String> clientSecret,
        Optional<String> refreshToken,
        Optional<String> userName,
        Optional<String> password,
        Optional<String> securityToken,
        Jwt jwt,
        boolean allowInsecureUrls)
        implements SalesforceSettings {

    record KeyStore(Optional<String> keystore, Optional<String> keystorePassword) implements Jwt {}

    static LoginSettings at(URI loginUrl) {
        return none().withLoginUrl(loginUrl.toString(), true);
    }

    static LoginSettings none() {
        Optional<String> none = Optional.empty();
        return new LoginSettings(none, false, none, none, none, none, none, none, new KeyStore(none, none), false);
    }

    LoginSettings withLoginUrl(String url, boolean allowInsecure) {
        return new LoginSettings(
                Optional.of(url),
                sandbox,
                clientId,
                clientSecret,
                refreshToken,
                userName,
                password,
                securityToken,
                jwt,
                allowInsecure);
    }

    LoginSettings inSandbox() {
        return new LoginSettings(
                loginUrl,
                true,
                clientId,
                clientSecret,
                refreshToken,
                userName,
                password,
                securityToken,
                jwt,
                allowInsecureUrls);
    }

    LoginSettings withClient(Optional<String> id, Optional<String> secret) {
        return new LoginSettings(
                loginUrl, sandbox, id, secret, refreshToken, userName, password, securityToken, jwt, allowInsecureUrls);
    }

    LoginSettings withClient() {
        return withClient(Optional.of("client-id"), Optional.of("client-secret"));
    }

    LoginSettings withRefreshToken(String token) {
        return new LoginSettings(
                loginUrl,
                sandbox,
                clientId,
                clientSecret,
                Optional.of(token),
                userName,
                password,
                securityToken,
                jwt,
                allowInsecureUrls);
    }

    LoginSettings withUser(Optional<String> user, Optional<String> word, Optional<String> token) {
        return new LoginSettings(
                loginUrl, sandbox, clientId, clientSecret, refreshToken, user, word, token, jwt, allowInsecureUrls);
    }

    LoginSettings withKeyStore(String file, String word) {
        return new LoginSettings(
                loginUrl,
                sandbox,
                clientId,
                clientSecret,
                refreshToken,
                userName,
                password,
                securityToken,
                new KeyStore(Optional.of(file), Optional.of(word)),
                allowInsecureUrls);
    }

    @Override
    public String apiVersion() {
        return "62.0";
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Boolean> embeddedOrg() {
        return Optional.empty();
    }
}
