package sluice.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory of what was taken. A row's 16 bytes begin with 8 of the messageId's hash, so that one index says both
 * whether a delivery is new and which deliveries a messageId has; the other 8 are of source and mapping as well.
 */
final class Seen {
    /** Deliveries of a messageId, with the two arguments of {@link #range}; other messageIds may share the range. */
    static final String DELIVERIES = "select delivery from seen where hash >= ? and hash <= ?";

    private static final String INSERT =
            "insert into seen (hash, delivery, at) select ?, ?, ? where true on conflict do nothing";

    private static final String MOVE = "update seen set delivery = ? where hash >= ? and hash <= ? and delivery = ?";

    private final MessageDigest digest = sha256();

    /** Those whose source's message was not taken for that mapping before. */
    List<Numbered> first(Session session, List<Numbered> deliveries, long now) throws SQLException {
        List<Object[]> rows = new ArrayList<>(deliveries.size());
        for (Numbered numbered : deliveries) {
            NewDelivery delivery = numbered.delivery();
            long message = hash(digest, delivery.messageId());
            long all = hash(digest, delivery.source(), delivery.mapping(), delivery.messageId());
            rows.add(new Object[] {bytes(message, all), numbered.id(), now});
        }
        int[] inserted = session.batch(INSERT, rows);
        return IntStream.range(0, inserted.length)
                .filter(i -> inserted[i] == 1)
                .mapToObj(deliveries::get)
                .toList();
    }

    /** Lets deliveries be found by their messageId without making them unique. */
    void note(Session session, List<Numbered> deliveries, long now) throws SQLException {
        List<Object[]> rows = new ArrayList<>(deliveries.size());
        for (Numbered numbered : deliveries) {
            long message = hash(digest, numbered.delivery().messageId());
            rows.add(new Object[] {bytes(message, numbered.id()), numbered.id(), now});
        }
        session.batch(INSERT, rows);
    }

    /** Its delivery has another id now. */
    void move(Session session, String messageId, long from, long to) throws SQLException {
        byte[][] range = range(messageId);
        session.update(MOVE, to, range[0], range[1], from);
    }

    static byte[][] range(String messageId) {
        long message = hash(sha256(), messageId);
        return new byte[][] {bytes(message, 0), bytes(message, -1)};
    }

    private static long hash(MessageDigest digest, String... parts) {
        for (String part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
            digest.update(text);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
