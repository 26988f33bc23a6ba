package sluice.salesforce;

/**
 * Salesforce's record ids: 15 characters that differ by case, or the same with three that spell out the case (SOAP API
 * Developer Guide, "ID Field Type").
 */
final class RecordId {
    private static final int SHORT = 15;
    private static final int GROUP = 5;
    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private RecordId() {}

    /** An id of 15 characters in its 18; any other text as it is. */
    static String fold(String id) {
        if (id.length() != SHORT || !id.chars().allMatch(RecordId::isIdCharacter)) {
            return id;
        }
        StringBuilder folded = new StringBuilder(id);
        for (int start = 0; start < SHORT; start += GROUP) {
            folded.append(CHECK.charAt(upperCaseBits(id, start)));
        }
        return folded.toString();
    }

    private static int upperCaseBits(String id, int start) {
        int bits = 0;
        for (int i = 0; i < GROUP; i++) {
            if (id.charAt(start + i) >= 'A' && id.charAt(start + i) <= 'Z') {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    private static boolean isIdCharacter(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
