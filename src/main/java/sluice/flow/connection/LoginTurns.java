package sluice.flow.connection;

import java.util.Optional;

/**
 * What all processes of a ledger share of a login that is not to be tried by several at once: with rotation a refresh token
 * that was used once more revokes all that followed from it, and a wrong password locks the account. Kept where a restart
 * finds it.
 */
interface LoginTurns {
    /**
     * Waits until no other process logs in so; none does until it is closed.
     *
     * @param configured what the login is made of; another one shares nothing with it
     * @throws sluice.ledger.LedgerUnavailableException when what is shared cannot be had
     */
    Turn turn(String configured);

    /** One login. What is kept is on disk when the method returns, whatever happens to the turn. */
    interface Turn extends AutoCloseable {
        /** Those since the last login that was not refused, by whichever process. */
        Refusals refusals();

        void keepRefusals(Refusals refusals);

        /** The token that followed from the configured one; empty where that is still good, or was replaced. */
        Optional<String> refreshToken();

        /** What the login server answered last, to whichever process. */
        Optional<String> login();

        /** The one that is good from now on. */
        void keepRefreshToken(String token);

        /** For the other processes. */
        void keepLogin(String answer);

        @Override
        void close();
    }
}
