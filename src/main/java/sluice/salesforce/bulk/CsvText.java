package sluice.salesforce.bulk;

import java.nio.charset.StandardCharsets;

/**
 * The text of a cell, encoded, and how long it is in the CSV, where it stands in quotes if it must.
 *
 * @param utf8 not to be changed
 */
record CsvText(byte[] utf8, int csvBytes) {
    static CsvText of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int quotes = 0;
        boolean quoted = isQuoted(text);
        for (int i = 0; quoted && i < utf8.length; i++) {
            quotes += utf8[i] == '"' ? 1 : 0;
        }
        return new CsvText(utf8, utf8.length + quotes + (quoted ? 2 : 0));
    }

    /** Whether the text has a blank at an end, which a reader might cut off outside quotes. */
    static boolean hasBlankEnd(String text) {
        return isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1));
    }

    private static boolean isQuoted(String text) {
        if (!text.isEmpty() && hasBlankEnd(text)) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c > '~' && (Character.isSpaceChar(c) || c == '\uFEFF');
    }
}
