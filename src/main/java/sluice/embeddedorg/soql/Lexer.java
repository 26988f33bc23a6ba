package sluice.embeddedorg.soql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens. In strings {@code \%} and {@code \_} stay as they are, since only LIKE reads them. */
final class Lexer {
    /** One string in WHERE: salesforce_app_limits_platform_soslsoql. */
    private static final int MAX_STRING = 4_000;

    private final Source source;
    private final String text;
    private int next;

    Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = token();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token token() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        int start = next;
        if (start == text.length()) {
            return new Token(Token.Kind.END, "", start);
        }
        char c = text.charAt(start);
        if (c == '\'') {
            return string();
        }
        if (isWordPart(c)) {
            while (next < text.length() && isWordPart(text.charAt(next))) {
                next++;
            }
            return new Token(Token.Kind.WORD, text.substring(start, next), start);
        }
        return symbol(c);
    }

    private static boolean isWordPart(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "_.:+-".indexOf(c) >= 0;
    }

    private Token symbol(char c) {
        int start = next;
        String two = text.substring(start, Math.min(start + 2, text.length()));
        if (List.of("!=", "<>", "<=", ">=").contains(two)) {
            next += 2;
            return new Token(Token.Kind.SYMBOL, two, start);
        }
        if ("()=<>,".indexOf(c) < 0) {
            throw source.malformed(start, "line 1:%d no viable alternative at character '%c'".formatted(start, c));
        }
        next++;
        return new Token(Token.Kind.SYMBOL, String.valueOf(c), start);
    }

    private Token string() {
        int start = next++;
        StringBuilder content = new StringBuilder();
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '\'') {
                if (content.length() > MAX_STRING) {
                    throw source.malformed(start, "a string must not be longer than 4,000 characters");
                }
                return new Token(Token.Kind.STRING, content.toString(), start);
            }
            content.append(c == '\\' ? escape() : String.valueOf(c));
        }
        throw source.malformed(start, "line 1:%d mismatched character '<EOF>' expecting '''".formatted(text.length()));
    }

    private String escape() {
        char c = next < text.length() ? text.charAt(next++) : ' ';
        return switch (c) {
            case 'n', 'N' -> "\n";
            case 'r', 'R' -> "\r";
            case 't', 'T' -> "\t";
            case 'b', 'B' -> "\b";
            case 'f', 'F' -> "\f";
            case '"', '\'' -> String.valueOf(c);
            case '\\' -> Like.BACKSLASH;
            case '%', '_' -> "\\" + c;
            case 'u' -> unicode();
            default ->
                throw source.malformed(next - 1, "Illegal character sequence '\\%c' in string literal".formatted(c));
        };
    }

    private String unicode() {
        if (next + 4 > text.length() || !text.substring(next, next + 4).matches("[0-9a-fA-F]{4}")) {
            throw source.malformed(next, "Invalid string literal: illegal unicode sequence");
        }
        String hex = text.substring(next, next + 4);
        next += 4;
        return String.valueOf((char) Integer.parseInt(hex, 16));
    }
}
