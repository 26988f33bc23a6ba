package sluice.flow.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** The settings {@code salesforce.*}; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "salesforce")
public interface SalesforceSettings {
    Optional<String> loginUrl();

    @WithDefault("false")
    boolean sandbox();

    Optional<String> clientId();

    Optional<String> clientSecret();

    Optional<String> refreshToken();

    Optional<String> userName();

    Optional<String> password();

    Optional<String> securityToken();

    Jwt jwt();

    String apiVersion();

    Duration requestTimeout();

    @WithDefault("false")
    boolean allowInsecureUrls();

    /** Calls a day; unset: no limit of our own. */
    Optional<Long> dailyBudget();

    /** A part of 1. */
    @WithDefault("0.05")
    double budgetReserve();

    @WithDefault("UTC")
    ZoneId timeZone();

    /** Unset: the embedded org starts where the profile allows it and no org is configured. */
    Optional<Boolean> embeddedOrg();

    /** {@code salesforce.jwt.*}: a PKCS12 key store with one private key. */
    interface Jwt {
        Optional<String> keystore();

        Optional<String> keystorePassword();
    }
}
