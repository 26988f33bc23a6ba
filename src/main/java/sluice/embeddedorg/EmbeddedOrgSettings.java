package sluice.embeddedorg;

import java.time.Duration;
import java.util.function.Consumer;
import sluice.embeddedorg.oauth.Credentials;

/** How an embedded org is. Start with {@link #defaults()}. Immutable: each {@code with…} gives another one. */
public final class EmbeddedOrgSettings {
    private String host = "127.0.0.1";
    private int port;
    private boolean personAccounts;
    private Duration latency = Duration.ZERO;
    private Credentials credentials = Credentials.any();
    private Duration sessionLifetime = Duration.ofHours(2);
    private long dailyRequests = 5_000_000;
    private int maxRecords = 1_000_000;
    private int journalSize = 1_000;
    private Duration bulkChunkDelay = Duration.ZERO;

    private EmbeddedOrgSettings() {}

    private EmbeddedOrgSettings(EmbeddedOrgSettings other) {
        host = other.host;
        port = other.port;
        personAccounts = other.personAccounts;
        latency = other.latency;
        credentials = other.credentials;
        sessionLifetime = other.sessionLifetime;
        dailyRequests = other.dailyRequests;
        maxRecords = other.maxRecords;
        journalSize = other.journalSize;
        bulkChunkDelay = other.bulkChunkDelay;
    }

    /** A free port on loopback, no latency, everybody may log in. */
    public static EmbeddedOrgSettings defaults() {
        return new EmbeddedOrgSettings();
    }

    private EmbeddedOrgSettings with(Consumer<EmbeddedOrgSettings> change) {
        EmbeddedOrgSettings changed = new EmbeddedOrgSettings(this);
        change.accept(changed);
        return changed;
    }

    public EmbeddedOrgSettings withHost(String value) {
        return with(settings -> settings.host = value);
    }

    public EmbeddedOrgSettings withPort(int value) {
        return with(settings -> settings.port = value);
    }

    public EmbeddedOrgSettings withPersonAccounts(boolean value) {
        return with(settings -> settings.personAccounts = value);
    }

    public EmbeddedOrgSettings withLatency(Duration value) {
        return with(settings -> settings.latency = value);
    }

    public EmbeddedOrgSettings withCredentials(Credentials value) {
        return with(settings -> settings.credentials = value);
    }

    public EmbeddedOrgSettings withSessionLifetime(Duration value) {
        return with(settings -> settings.sessionLifetime = value);
    }

    public EmbeddedOrgSettings withDailyRequests(long value) {
        return with(settings -> settings.dailyRequests = value);
    }

    public EmbeddedOrgSettings withMaxRecords(int value) {
        return with(settings -> settings.maxRecords = value);
    }

    public EmbeddedOrgSettings withJournalSize(int value) {
        return with(settings -> settings.journalSize = value);
    }

    public EmbeddedOrgSettings withBulkChunkDelay(Duration value) {
        return with(settings -> settings.bulkChunkDelay = value);
    }

    /** The address to listen on; the org has no secrets, so anything but loopback is for containers only. */
    public String host() {
        return host;
    }

    /** 0 for a free one. */
    public int port() {
        return port;
    }

    /** Whether an Account with a LastName is a person. */
    public boolean personAccounts() {
        return personAccounts;
    }

    /** How long every answer waits. */
    public Duration latency() {
        return latency;
    }

    /** What logins must bring; by default anything that is not empty. */
    public Credentials credentials() {
        return credentials;
    }

    /** How long a token is good. */
    public Duration sessionLifetime() {
        return sessionLifetime;
    }

    /** The allowance of API calls; beyond it calls get 403. */
    public long dailyRequests() {
        return dailyRequests;
    }

    /** Over all objects. */
    public int maxRecords() {
        return maxRecords;
    }

    /** How many calls are kept in full, 0 for none. */
    public int journalSize() {
        return journalSize;
    }

    /** How long a job waits before each 200 rows. */
    public Duration bulkChunkDelay() {
        return bulkChunkDelay;
    }
}
