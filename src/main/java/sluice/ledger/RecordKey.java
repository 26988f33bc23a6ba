package sluice.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a call will identify a record by, as 16 bytes of a hash: deliveries that share one must not overtake each other.
 * The hash keeps personal data out of the index; whoever makes the text folds it as Salesforce compares.
 */
public record RecordKey(long high, long low) {
    static final int BYTES = 16;

    /** The key of a text such as {@code Lead|Email=ann@example.org}: equal texts, equal keys. */
    public static RecordKey of(String canonical) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(canonical.getBytes(StandardCharsets.UTF_8)));
        return new RecordKey(hash.getLong(), hash.getLong());
    }

    static RecordKey read(ByteBuffer from) {
        return new RecordKey(from.getLong(), from.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
