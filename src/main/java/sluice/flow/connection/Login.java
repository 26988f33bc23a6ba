package sluice.flow.connection;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.support.jsse.KeyStoreParameters;
import sluice.event.DefinitionException;
import sluice.event.Fault;
import sluice.salesforce.SalesforceUrl;

/**
 * How the service logs in. Which OAuth flow it is, is decided by what is set: a key store → JWT bearer; else a refresh
 * token; else a user name → user name and password; else client credentials.
 */
final class Login {
    private static final String PRODUCTION = "https://login.salesforce.com";
    private static final String SANDBOX = "https://test.salesforce.com";

    private Login() {}

    /** Whether anything at all is set that a login needs. */
    static boolean isConfigured(SalesforceSettings settings) {
        return settings.clientId().isPresent()
                || settings.userName().isPresent()
                || settings.refreshToken().isPresent()
                || settings.jwt().keystore().isPresent();
    }

    /**
     * The login of a configured org.
     *
     * @throws DefinitionException when a setting is missing, or the login URL is none of Salesforce's
     */
    static SalesforceLoginConfig of(SalesforceSettings settings) {
        AuthenticationType flow = flow(settings);
        requireAll(flow, settings);
        String url = settings.loginUrl().orElse(settings.sandbox() ? SANDBOX : PRODUCTION);
        SalesforceLoginConfig login =
                config(SalesforceUrl.check("salesforce.login-url", url, settings.allowInsecureUrls()), flow);
        login.setClientId(settings.clientId().orElseThrow());
        settings.clientSecret().ifPresent(login::setClientSecret);
        settings.refreshToken().ifPresent(login::setRefreshToken);
        settings.userName().ifPresent(login::setUserName);
        settings.password()
                .ifPresent(password ->
                        login.setPassword(password + settings.securityToken().orElse("")));
        settings.jwt().keystore().ifPresent(keystore -> login.setKeystore(keystore(keystore, settings)));
        return login;
    }

    /** The login of the embedded org, which knows every client. */
    static SalesforceLoginConfig ofEmbeddedOrg(URI url) {
        SalesforceLoginConfig login = config(url, AuthenticationType.CLIENT_CREDENTIALS);
        login.setClientId("embedded");
        login.setClientSecret("embedded");
        return login;
    }

    private static SalesforceLoginConfig config(URI url, AuthenticationType flow) {
        SalesforceLoginConfig login = new SalesforceLoginConfig();
        login.setType(flow);
        login.setLazyLogin(true);
        login.setLoginUrl(url.toString().replaceAll("/+$", ""));
        return login;
    }

    /**
     * What a login is made of whose tries must be counted over all processes, since something can be used up by them: a
     * refresh token, or the patience of the password policy. Empty where each may try by itself.
     */
    static Optional<String> usedUp(SalesforceLoginConfig login) {
        return switch (login.getType()) {
            case REFRESH_TOKEN -> Optional.of(login.getRefreshToken());
            case USERNAME_PASSWORD ->
                Optional.of(String.join(
                        "\n",
                        login.getLoginUrl(),
                        login.getClientId(),
                        login.getClientSecret(),
                        login.getUserName(),
                        login.getPassword()));
            case JWT, CLIENT_CREDENTIALS -> Optional.empty();
        };
    }

    /** Names of the settings that a login is made of. */
    static String settings(SalesforceLoginConfig login) {
        return switch (login.getType()) {
            case JWT -> "salesforce.client-id, salesforce.user-name, salesforce.jwt.keystore and salesforce.login-url";
            case REFRESH_TOKEN -> "salesforce.client-id, salesforce.client-secret and salesforce.refresh-token";
            case USERNAME_PASSWORD ->
                "salesforce.client-id, salesforce.client-secret, salesforce.user-name, salesforce.password and"
                        + " salesforce.security-token";
            case CLIENT_CREDENTIALS ->
                "salesforce.client-id, salesforce.client-secret and salesforce.login-url (My Domain)";
        };
    }

    private static AuthenticationType flow(SalesforceSettings settings) {
        if (settings.jwt().keystore().isPresent()) {
            return AuthenticationType.JWT;
        }
        if (settings.refreshToken().isPresent()) {
            return AuthenticationType.REFRESH_TOKEN;
        }
        return settings.userName().isPresent()
                ? AuthenticationType.USERNAME_PASSWORD
                : AuthenticationType.CLIENT_CREDENTIALS;
    }

    private static void requireAll(AuthenticationType flow, SalesforceSettings settings) {
        List<Fault> missing = new ArrayList<>();
        require(missing, "salesforce.client-id", settings.clientId());
        switch (flow) {
            case JWT -> {
                require(missing, "salesforce.user-name", settings.userName());
                require(
                        missing,
                        "salesforce.jwt.keystore-password",
                        settings.jwt().keystorePassword());
            }
            case USERNAME_PASSWORD -> {
                require(missing, "salesforce.client-secret", settings.clientSecret());
                require(missing, "salesforce.password", settings.password());
            }
            case CLIENT_CREDENTIALS -> require(missing, "salesforce.client-secret", settings.clientSecret());
            case REFRESH_TOKEN -> {}
        }
        if (!missing.isEmpty()) {
            throw new DefinitionException(missing);
        }
    }

    private static void require(List<Fault> missing, String setting, Optional<String> value) {
        if (value.isEmpty()) {
            missing.add(new Fault(setting, "a value, since other salesforce.* settings ask for a login", "nothing"));
        }
    }

    private static KeyStoreParameters keystore(String resource, SalesforceSettings settings) {
        KeyStoreParameters keystore = new KeyStoreParameters();
        keystore.setType("PKCS12");
        keystore.setResource(resource.contains(":") ? resource : "file:" + resource);
        keystore.setPassword(settings.jwt().keystorePassword().orElseThrow());
        return keystore;
    }
}
