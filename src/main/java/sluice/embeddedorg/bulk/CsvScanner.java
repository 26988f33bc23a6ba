package sluice.embeddedorg.bulk;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a CSV as RFC 4180 has it, and to the letter: values are not trimmed, whatever stands in quotes is kept, and a quote
 * anywhere else is refused. Blank lines are none. Not thread-safe.
 */
final class CsvScanner {
    private static final char QUOTE = '"';

    private final String text;
    private final char delimiter;
    private int at;

    private CsvScanner(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** @throws JobFailure {@code InvalidBatch : Failed to parse CSV. …} */
    static List<List<String>> records(String text, char delimiter) {
        CsvScanner scanner = new CsvScanner(text, delimiter);
        List<List<String>> records = new ArrayList<>();
        scanner.skipLineEnds();
        while (scanner.at < text.length()) {
            records.add(scanner.record());
            scanner.skipLineEnds();
        }
        return records;
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>(List.of(field()));
        while (at < text.length() && text.charAt(at) == delimiter) {
            at++;
            fields.add(field());
        }
        return fields;
    }

    private String field() {
        return at < text.length() && text.charAt(at) == QUOTE ? quoted() : bare();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int from = at + 1;
        int end = text.indexOf(QUOTE, from);
        while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == QUOTE) {
            value.append(text, from, end + 1);
            from = end + 2;
            end = text.indexOf(QUOTE, from);
        }
        at = end + 1;
        if (end < 0 || at < text.length() && !isEnd(text.charAt(at))) {
            throw unescaped();
        }
        return value.append(text, from, end).toString();
    }

    private String bare() {
        int from = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            if (text.charAt(at) == QUOTE) {
                throw unescaped();
            }
            at++;
        }
        return text.substring(from, at);
    }

    private void skipLineEnds() {
        while (at < text.length() && isLineEnd(text.charAt(at))) {
            at++;
        }
    }

    private boolean isEnd(char c) {
        return c == delimiter || isLineEnd(c);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static JobFailure unescaped() {
        return new JobFailure("InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote"
                + " should be within a quote");
    }
}
