package sluice.flow.connection;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a test.
 *
 * @param values by name, without {@code salesforce.}; what is not in here is not set
 */
record LoginSettings(Map<String, String> values) implements SalesforceSettings {
    static LoginSettings none() {
        return new LoginSettings(Map.of());
    }

    /** For a stand-in of Salesforce, with the client that it knows. */
    static LoginSettings at(URI loginUrl) {
        return none().with("login-url", loginUrl.toString())
                .with("allow-insecure-urls", "true")
                .with("time-zone", zoneOfNoon().getId())
                .with("client-id", "client-id")
                .with("client-secret", "client-secret");
    }

    /** Where it is about noon, so that no test runs over midnight, when the calls of a day are counted anew. */
    private static ZoneId zoneOfNoon() {
        int hour = Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return ZoneOffset.ofHours(12 - hour);
    }

    /** With a setting more, or with one less where the value is null. */
    LoginSettings with(String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.remove(name);
        Optional.ofNullable(value).ifPresent(set -> more.put(name, set));
        return new LoginSettings(more);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<String> loginUrl() {
        return value("login-url");
    }

    @Override
    public boolean sandbox() {
        return Boolean.parseBoolean(values.get("sandbox"));
    }

    @Override
    public Optional<String> clientId() {
        return value("client-id");
    }

    @Override
    public Optional<String> clientSecret() {
        return value("client-secret");
    }

    @Override
    public Optional<String> refreshToken() {
        return value("refresh-token");
    }

    @Override
    public Optional<String> userName() {
        return value("user-name");
    }

    @Override
    public Optional<String> password() {
        return value("password");
    }

    @Override
    public Optional<String> securityToken() {
        return value("security-token");
    }

    @Override
    public Jwt jwt() {
        return new KeyStore(value("jwt.keystore"), value("jwt.keystore-password"));
    }

    private record KeyStore(Optional<String> keystore, Optional<String> keystorePassword) implements Jwt {}

    @Override
    public String apiVersion() {
        return "62.0";
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Optional<Long> dailyBudget() {
        return value("daily-budget").map(Long::valueOf);
    }

    @Override
    public double budgetReserve() {
        return value("budget-reserve").map(Double::valueOf).orElse(0.0);
    }

    @Override
    public ZoneId timeZone() {
        return ZoneId.of(value("time-zone").orElse("Europe/Warsaw"));
    }

    @Override
    public boolean allowInsecureUrls() {
        return Boolean.parseBoolean(values.get("allow-insecure-urls"));
    }

    @Override
    public Optional<Boolean> embeddedOrg() {
        return Optional.empty();
    }
}
