package sluice.flow.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import sluice.ledger.Ledger;

/** In the ledger, under a hash of the configured token: one that is configured anew wins over what was kept. */
final class LedgerRefreshTokens implements RefreshTokens {
    private final Ledger ledger;

    LedgerRefreshTokens(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Optional<String> newest(String configured) {
        return ledger.secret(name(configured));
    }

    @Override
    public void keep(String configured, String newest) {
        ledger.keepSecret(name(configured), newest);
    }

    private static String name(String configured) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(configured.getBytes(StandardCharsets.UTF_8));
            return "salesforce.refresh-token after " + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
