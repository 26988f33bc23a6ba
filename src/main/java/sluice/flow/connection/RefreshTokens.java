package sluice.flow.connection;

import java.util.Optional;

/**
 * What all replicas of a ledger share of a login by refresh token. Kept where a restart finds it: with rotation a token
 * that was used once more revokes all that followed from it.
 */
interface RefreshTokens {
    /**
     * Waits until no other replica logs in; none does until it is closed.
     *
     * @throws sluice.ledger.LedgerUnavailableException when what is shared cannot be had
     */
    Turn turn(String configured);

    /** One login. What is kept is on disk when the method returns, whatever happens to the turn. */
    interface Turn extends AutoCloseable {
        /** The token that followed from the configured one; empty where that is still good, or was replaced. */
        Optional<String> refreshToken();

        /** What the login server answered last, to whichever replica. */
        Optional<String> login();

        /** The one that is good from now on. */
        void keepRefreshToken(String token);

        /** For the other replicas. */
        void keepLogin(String answer);

        @Override
        void close();
    }
}
