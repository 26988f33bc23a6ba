package sluice.embeddedorg;

import java.time.Duration;
import sluice.embeddedorg.oauth.Credentials;

/**
 * How an embedded org is. Start with {@link #defaults()}.
 *
 * @param host the address to listen on; the org has no secrets, so anything but loopback is for containers only
 * @param port 0 for a free one
 * @param personAccounts whether an Account with a LastName is a person
 * @param latency how long every answer waits
 * @param credentials what logins must bring; by default anything that is not empty
 * @param sessionLifetime how long a token is good
 * @param dailyRequests the allowance of API calls; beyond it calls get 403
 * @param maxRecords over all objects
 * @param journalSize how many calls are kept in full, 0 for none
 * @param bulkChunkDelay how long a job waits before each 200 rows
 */
public record EmbeddedOrgSettings(
        String host,
        int port,
        boolean personAccounts,
        Duration latency,
        Credentials credentials,
        Duration sessionLifetime,
        long dailyRequests,
        int maxRecords,
        int journalSize,
        Duration bulkChunkDelay) {

    /** A free port on loopback, no latency, everybody may log in. */
    public static EmbeddedOrgSettings defaults() {
        return new EmbeddedOrgSettings(
                "127.0.0.1",
                0,
                false,
                Duration.ZERO,
                Credentials.any(),
                Duration.ofHours(2),
                5_000_000,
                1_000_000,
                1_000,
                Duration.ZERO);
    }

    public EmbeddedOrgSettings withHost(String newHost) {
        return new EmbeddedOrgSettings(
                newHost,
                port,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withPort(int newPort) {
        return new EmbeddedOrgSettings(
                host,
                newPort,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withPersonAccounts(boolean newPersonAccounts) {
        return new EmbeddedOrgSettings(
                host,
                port,
                newPersonAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withLatency(Duration newLatency) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                newLatency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withCredentials(Credentials newCredentials) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                newCredentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withSessionLifetime(Duration newSessionLifetime) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                credentials,
                newSessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withDailyRequests(long newDailyRequests) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                newDailyRequests,
                maxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withMaxRecords(int newMaxRecords) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                newMaxRecords,
                journalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withJournalSize(int newJournalSize) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                newJournalSize,
                bulkChunkDelay);
    }

    public EmbeddedOrgSettings withBulkChunkDelay(Duration newBulkChunkDelay) {
        return new EmbeddedOrgSettings(
                host,
                port,
                personAccounts,
                latency,
                credentials,
                sessionLifetime,
                dailyRequests,
                maxRecords,
                journalSize,
                newBulkChunkDelay);
    }
}
