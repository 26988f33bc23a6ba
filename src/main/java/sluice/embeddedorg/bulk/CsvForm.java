package sluice.embeddedorg.bulk;

import java.util.Map;
import java.util.Optional;

/** Delimiter and line ending of a job's CSV, by the names that the API has for them. */
record CsvForm(String delimiterName, String lineEndingName) {
    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "BACKQUOTE", '`', "CARET", '^', "PIPE", '|', "SEMICOLON", ';', "TAB", '\t');

    static Optional<CsvForm> of(String delimiterName, String lineEndingName) {
        boolean known =
                DELIMITERS.containsKey(delimiterName) && (lineEndingName.equals("LF") || lineEndingName.equals("CRLF"));
        return known ? Optional.of(new CsvForm(delimiterName, lineEndingName)) : Optional.empty();
    }

    char delimiter() {
        return DELIMITERS.get(delimiterName);
    }

    String lineEnding() {
        return lineEndingName.equals("LF") ? "\n" : "\r\n";
    }
}
