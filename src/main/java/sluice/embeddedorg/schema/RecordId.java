package sluice.embeddedorg.schema;

import java.util.Optional;

/**
 * Salesforce's record ids: 15 characters that differ by case, and 18 with a suffix of three that makes them differ
 * without it.
 *
 * <p>{@code 00QgK0000000001AAA}: key prefix, instance, a number to the base 62, suffix. Each suffix character tells
 * which of five characters are capitals.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=000385008">Convert 15 character IDs to 18 character IDs</a>
 */
public final class RecordId {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String INSTANCE = "gK0";
    private static final int SHORT = 15;
    private static final int LONG = 18;

    private RecordId() {}

    /** The 18-character id of the record with this running number. */
    public static String of(String keyPrefix, long number) {
        char[] id = (keyPrefix + INSTANCE + "000000000").toCharArray();
        long rest = number;
        for (int i = SHORT - 1; rest > 0 && i >= keyPrefix.length() + INSTANCE.length(); i--) {
            id[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return withSuffix(new String(id));
    }

    /** The 18-character form of a well-formed id of either length; empty for anything else, a wrong suffix included. */
    public static Optional<String> parse(String text) {
        if (text.length() != SHORT && text.length() != LONG) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        String full = withSuffix(text.substring(0, SHORT));
        return text.length() == SHORT || full.equals(text) ? Optional.of(full) : Optional.empty();
    }

    private static String withSuffix(String id15) {
        StringBuilder id = new StringBuilder(LONG).append(id15);
        for (int start = 0; start < SHORT; start += 5) {
            int capitals = 0;
            for (int i = 0; i < 5; i++) {
                char c = id15.charAt(start + i);
                if (c >= 'A' && c <= 'Z') {
                    capitals |= 1 << i;
                }
            }
            id.append(SUFFIXES.charAt(capitals));
        }
        return id.toString();
    }
}
