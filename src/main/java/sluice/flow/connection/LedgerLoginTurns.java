package sluice.flow.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import sluice.ledger.Ledger;
import sluice.ledger.LedgerException;
import sluice.ledger.LedgerLock;

/**
 * In the ledger, under a hash of what is configured: what is configured anew wins over what was kept. Thread-safe.
 */
final class LedgerLoginTurns implements LoginTurns {
    private static final Logger LOG = Logger.getLogger(LedgerLoginTurns.class);
    private static final String REFRESH_TOKEN = "salesforce.refresh-token after ";
    private static final String LOGIN = "salesforce.login after ";
    private static final String REFUSALS = "salesforce.login refusals of ";

    private final Ledger ledger;
    private final Duration longestTurn;
    /** Secrets by name that the ledger could not take when they came. */
    private final Map<String, String> unkept = new ConcurrentHashMap<>();

    /** @param longestTurn longer than a login can take: who hangs for longer loses his turn */
    LedgerLoginTurns(Ledger ledger, Duration longestTurn) {
        this.ledger = ledger;
        this.longestTurn = longestTurn;
    }

    @Override
    public Turn turn(String configured) {
        String hash = hash(configured);
        LedgerLock lock = ledger.lock("salesforce login " + hash, longestTurn);
        try {
            keepUnkept();
            return new LedgerTurn(lock, hash);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void keepUnkept() {
        unkept.forEach((name, text) -> {
            ledger.keepSecret(name, text);
            unkept.remove(name);
        });
    }

    private void keep(String name, String text) {
        try {
            ledger.keepSecret(name, text);
        } catch (LedgerException unavailable) {
            unkept.put(name, text);
            LOG.error(
                    "What the login server answered could not be kept; it is tried again before the next login, and"
                            + " lost, perhaps with a new refresh token, if the service stops before",
                    unavailable);
        }
    }

    private static String hash(String configured) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(configured.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private final class LedgerTurn implements Turn {
        private final LedgerLock lock;
        private final String hash;

        LedgerTurn(LedgerLock lock, String hash) {
            this.lock = lock;
            this.hash = hash;
        }

        @Override
        public Refusals refusals() {
            return ledger.secret(REFUSALS + hash).map(Refusals::read).orElse(Refusals.NONE);
        }

        @Override
        public void keepRefusals(Refusals refusals) {
            keep(REFUSALS + hash, refusals.text());
        }

        @Override
        public Optional<String> refreshToken() {
            return ledger.secret(REFRESH_TOKEN + hash);
        }

        @Override
        public Optional<String> login() {
            return ledger.secret(LOGIN + hash);
        }

        @Override
        public void keepRefreshToken(String token) {
            keep(REFRESH_TOKEN + hash, token);
        }

        @Override
        public void keepLogin(String answer) {
            keep(LOGIN + hash, answer);
        }

        @Override
        public void close() {
            lock.close();
        }
    }
}
