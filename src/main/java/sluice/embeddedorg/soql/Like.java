package sluice.embeddedorg.soql;

import java.util.regex.Pattern;

/** Patterns of LIKE: {@code %} any text, {@code _} one character, without regard to case. */
final class Like {
    /** A backslash of the text itself, kept apart from one in front of a wildcard until the pattern is read. */
    static final String BACKSLASH = "\\\\";

    private Like() {}

    /** What a string means outside LIKE. */
    static String plain(String lexed) {
        if (lexed.indexOf('\\') < 0) {
            return lexed;
        }
        StringBuilder plain = new StringBuilder(lexed.length());
        for (int i = 0; i < lexed.length(); i++) {
            if (lexed.charAt(i) == '\\') {
                i++;
            }
            plain.append(lexed.charAt(i));
        }
        return plain.toString();
    }

    static Pattern compile(String lexed) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < lexed.length(); i++) {
            char c = lexed.charAt(i);
            if (c == '\\' && i + 1 < lexed.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(lexed.charAt(i))));
            } else if (c == '%') {
                regex.append(regex.toString().endsWith(".*") ? "" : ".*");
            } else {
                regex.append(c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
